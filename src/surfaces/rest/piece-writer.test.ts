import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { agentphoneOperations } from "../../contract/agentphone/agentphone-operations.ts";
import type { Operation } from "../../contract/operation.ts";
import { openDesk } from "../../runtime/open-desk.ts";
import { verifies } from "../../../test/support/verifies.ts";
import { PieceWriter } from "./piece-writer.ts";

const operation: Operation = agentphoneOperations["agentphone.calls.transcriptStream"];

/** A server that answers with what a test writes by a writer of pieces. Answers its port. */
const serve = async (write: (writer: PieceWriter, response: ServerResponse) => void): Promise<number> => {
  const server = createServer((request: IncomingMessage, response) => {
    if (operation.rest === undefined) throw new Error("It has no face.");
    write(new PieceWriter(request, response, { operation, face: operation.rest, parameters: {} }), response);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

const openSource = () => {
  const { worlds } = openDesk({});
  onTestFinished(() => worlds.close());
  return { running: worlds.main };
};

it("writes the head with the first piece, and every piece as it comes", async () => {
  const source = openSource();
  const began: boolean[] = [];
  const port = await serve((writer) => {
    began.push(writer.hasBegun);
    writer.take("one, ", source);
    began.push(writer.hasBegun);
    writer.take("two", source);
    writer.end(true);
  });
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(response.headers.get("content-length")).toBeNull();
  expect(response.headers.get("date")).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  expect(await response.text()).toBe("one, two");
  expect(began).toEqual([false, true]);
});

it("names the fault that delayed the answer", async () => {
  const source = openSource();
  const strike = { fault: "fault_001", answer: { kind: "delay", milliseconds: 5 } } as const;
  const port = await serve((writer) => {
    writer.take("late", { ...source, strike });
    writer.end(true);
  });
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);
  expect(headers.get("x-ringback-why")).toMatch(/^fault_struck: .*fault_001/);
});

it("answers HEAD with the head alone, at once", async () => {
  const source = openSource();
  const port = await serve((writer) => {
    writer.take("one", source);
    writer.take("two", source);
  });
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD" });
  expect([response.status, await response.text()]).toEqual([200, ""]);
});

it("breaks off an answer that comes to nothing", async () => {
  const source = openSource();
  const port = await serve((writer) => {
    writer.take("one", source);
    writer.end(false);
  });
  // Before the head has left, or after.
  const text = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
  await expect(text).rejects.toThrow(TypeError);
});

verifies(
  "phone.calls.stream.end",
  "drops a reader who does not read, and takes what comes after him",
  async () => {
    const source = openSource();
    const sent = new Promise<number>((resolve, reject) => {
      serve((writer, response) => {
        const piece = "x".repeat(256 * 1024);
        let pieces = 0;
        // The machine's own buffers take some of it first.
        while (!response.destroyed && pieces < 1000) {
          writer.take(piece, source);
          pieces += 1;
        }
        writer.take(piece, source);
        writer.end(true);
        resolve(pieces);
      }).then((port) => {
        const reader = connect(port, "127.0.0.1", () => reader.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
        reader.on("error", () => {});
        reader.pause();
        onTestFinished(() => void reader.destroy());
      }, reject);
    });
    expect(await sent).toBeLessThan(1000);
  },
);
