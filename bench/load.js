// A client that costs little beside the server: raw sockets, one request in flight on each, bounded in count and time.
import { connect } from "node:net";

const headEnd = Buffer.from("\r\n\r\n");
const lastChunk = Buffer.from("0\r\n\r\n");

/** Sends one request over and over for a while, or so often. Answers requests per second and latencies in ms; only
 * loopback. `vary` gives each connection headers of its own. */
export const load = async ({
  url,
  method = "GET",
  headers = {},
  vary = () => ({}),
  body = "",
  connections = 16,
  seconds = 3,
  most = 1_000_000,
}) => {
  const { hostname, port, pathname, search } = new URL(url);
  if (hostname !== "127.0.0.1") throw new Error(`Only this machine is a target, not ${hostname}.`);
  const length = body === "" ? {} : { "content-length": Buffer.byteLength(body) };
  const requestOf = (place) => {
    const fields = { host: `127.0.0.1:${port}`, ...headers, ...vary(place), ...length };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    const head = [`${method} ${pathname}${search} HTTP/1.1`, ...lines].join("\r\n");
    return Buffer.from(`${head}\r\n\r\n${body}`);
  };
  const latencies = [];
  const failures = [];
  const end = performance.now() + seconds * 1000;
  const one = (_, place) =>
    converse({ port: Number(port), request: requestOf(place), latencies, failures, end, most });
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  const elapsed = (performance.now() - started) / 1000;
  if (failures.length > 0)
    throw new Error(`${failures.length} requests failed, the first with ${failures[0]}`);
  latencies.sort((left, right) => left - right);
  const at = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), count: latencies.length };
};

const converse = ({ port, request, latencies, failures, end, most }) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let sent = 0;
    let isOver = false;
    let buffered = Buffer.alloc(0);
    const send = () => {
      sent = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("close", () =>
      isOver ? resolve() : reject(new Error("The server closed a connection in use.")),
    );
    socket.on("data", (chunk) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      const headLength = buffered.indexOf(headEnd);
      if (headLength < 0) return;
      const head = buffered.latin1Slice(0, headLength);
      if (!isWhole(head, buffered, headLength + headEnd.length)) return;
      buffered = Buffer.alloc(0);
      const now = performance.now();
      latencies.push(now - sent);
      if (!/^HTTP\/1\.1 20[01] /.test(head)) failures.push(head.slice(0, 60));
      if (now < end && latencies.length < most) return send();
      isOver = true;
      socket.end();
    });
  });

// With one request in flight nothing follows the last chunk, so that the end of the bytes tells.
const isWhole = (head, buffered, start) => {
  if (/^transfer-encoding: chunked/im.test(head))
    return buffered.subarray(start).subarray(-5).equals(lastChunk);
  return buffered.length >= start + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
};
