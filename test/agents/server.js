// A server as agents with webhooks are: it listens on PORT, says when it is up, and goes on until it is ended.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  response.statusCode = request.url === "/health" ? 200 : 404;
  response.end();
});
server.listen(Number(process.env.PORT), "127.0.0.1", () =>
  console.log(`listening on ${process.env.AGENT_URL}`),
);
process.on("SIGTERM", () => {
  console.log("told to end");
  process.exit(7);
});
