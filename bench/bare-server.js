// The floor: node:http and nothing else, answering every request with one body, or what is posted with another.
import { createServer } from "node:http";

const body = process.env.BENCH_BODY ?? "{}";
const answer = process.env.BENCH_ANSWER ?? body;
const server = createServer((request, response) => {
  const text = request.method === "GET" ? body : answer;
  request.resume();
  request.on("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.listen(Number(process.env.BENCH_PORT ?? 0), "127.0.0.1", () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })),
);
process.on("SIGTERM", () => process.exit(0));
