// Takes whatever is posted to it, answers as an agent in a call would, and says how much came, over how many connections
// and when, in the machine's time.
import { createServer } from "node:http";

let count = 0;
let sockets = 0;
let last = 0;
let arrivals = [];
const answer = JSON.stringify({ text: "I hear you, and this is my answer." });
const now = () => performance.timeOrigin + performance.now();
const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.end(JSON.stringify({ count, sockets, last, arrivals }));
    arrivals = [];
    count = 0;
    return;
  }
  last = now();
  count += 1;
  arrivals.push(last);
  request.resume();
  request.on("end", () => response.end(answer));
});
server.on("connection", () => (sockets += 1));
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
process.on("SIGTERM", () => server.close(() => process.exit(0)));
