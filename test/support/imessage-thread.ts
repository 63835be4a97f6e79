import type { OutputOf, Operations } from "../../src/contract/operations.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { controlOf } from "./store-client.ts";

/** Somebody who has iMessage. */
export const nina = "+14155550177";

/** An iMessage line, and what Nina wrote to it. */
export interface ImessageThread {
  readonly numberId: string;
  readonly number: string;
  readonly conversationId: string;
  /** Nina's message. */
  readonly messageId: string;
}

/** Gives an agent, or nobody, an iMessage line, and has Nina write to it. */
export const openImessageThread = async (ringback: Ringback, agentId?: string): Promise<ImessageThread> => {
  const control = controlOf(ringback);
  await control.post("/people", { name: "Nina", number: nina, imessage: true });
  const line = { provider: "agentphone", country: "US", type: "imessage", agentId };
  const { number, numberId = "" } = (await control.post("/lines", line)).body as OutputOf<
    Operations["control.lines.create"]
  >;
  const text = { from: nina, to: number, body: "Are you there?", channel: "imessage" };
  const { messageId } = (await control.post("/people/text", text)).body as OutputOf<
    Operations["control.people.text"]
  >;
  const [thread] = ringback.worlds.main.world.tables.conversations.all();
  return { numberId, number, messageId, conversationId: thread?.id ?? "" };
};
