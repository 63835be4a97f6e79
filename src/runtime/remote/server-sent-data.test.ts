import { expect, it } from "vitest";
import { serverSentData } from "./server-sent-data.ts";

const stream =
  ': heartbeat\n\nid: 1\nevent: one\ndata: {"é":1}\n\nid: 2\r\ndata:a\r\ndata: b\r\n\r\ndata: cut';

it.each([1, 2, 7, 1000])("reads events that come in pieces of %i bytes", async (size) => {
  const bytes = Buffer.from(stream);
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  };
  const data: string[] = [];
  for await (const event of serverSentData(pieces())) data.push(event);
  expect(data).toEqual(['{"é":1}', "a\nb"]);
});
