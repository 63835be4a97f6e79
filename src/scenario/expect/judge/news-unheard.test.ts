import { expect, it } from "vitest";
import type { WorldEvent } from "../../../contract/events.ts";
import { newsUnheard } from "./news-unheard.ts";

const unheard = (seq: number, event = "agent.message"): WorldEvent => ({
  seq,
  at: 0,
  type: "webhook.unheard",
  event,
  channel: "sms",
  account: "acct_001",
  agent: "agt_001",
});

const looked = (seq: number, by = "agent"): WorldEvent => ({
  seq,
  at: 0,
  type: "request.answered",
  operation: "agentphone.numbers.messages.list",
  by,
  account: "acct_001",
  outcome: "ok",
});

const placesOf = (events: readonly WorldEvent[]): readonly number[] =>
  newsUnheard(events).map(({ seq }) => seq);

it("tells what no webhook was told", () => {
  expect(placesOf([looked(1), unheard(2)])).toEqual([2]);
  expect(placesOf([unheard(1), looked(2, "control")])).toEqual([1]);
});

it("leaves out texts that the agent looked for afterwards, but nothing that is no text", () => {
  expect(placesOf([unheard(1), unheard(2), looked(3), unheard(4)])).toEqual([4]);
  expect(placesOf([unheard(1, "agent.call_ended"), looked(2)])).toEqual([1]);
});
