import { maskNumber, maskText } from "../rails/masked.ts";
import type { CallFacts } from "../rest/twilio.ts";
import type { OutboxRow } from "../state/real-state.ts";
import { endAtTwilio, isOver, standingOf } from "./at-twilio.ts";
import type { CallRoom } from "./call-room.ts";
import { findPlaced } from "./placing.ts";

/** How much longer than it may ring and last a call could be under way. */
const sparedMs = 600_000;

/** Twilio writes whole seconds, and what is known of its clock is some seconds old. */
const clockDifferenceMs = 60_000;

/** Finds out what became of the calls of an earlier process, and ends those that still live: nobody is in them. */
export const settleLeftovers = async (room: CallRoom): Promise<void> => {
  const { outbox, store, settings, realTime } = room.parts;
  const unfinished = outbox.unfinished().filter(({ kind }) => kind === "call");
  const { callSeconds, ringSeconds } = settings.limits;
  const earliest = realTime.now() - (callSeconds + ringSeconds) * 1000 - sparedMs;
  const recent = Object.values(store.state.outbox).filter(
    ({ kind, state, at }) => kind === "call" && state === "done" && at >= earliest,
  );
  for (const row of unfinished) await settled(room, row, () => settleUnfinished(room, row));
  for (const row of recent) await settled(room, row, () => settlePlaced(room, row));
};

/** One that cannot be found out about is no reason not to begin. */
const settled = async (
  { parts }: CallRoom,
  { to = "" }: OutboxRow,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    const why = error instanceof Error ? maskText(error.message) : "";
    parts.tell.warn(
      `What became of an earlier call to ${maskNumber(to)} is not known: ${why} Twilio's Console shows it.`,
    );
  }
};

const settleUnfinished = async (room: CallRoom, { id, at, from = "", to = "" }: OutboxRow): Promise<void> => {
  const { outbox, rails, settings, tell } = room.parts;
  const found = await findPlaced(room, { from, to, since: at - clockDifferenceMs });
  if (found === undefined) {
    // Without a reason it stays in doubt for some minutes, and is paid for: Twilio's lists lag.
    outbox.close(id, { state: "lost" });
    rails.callOver(id, settings.limits.callSeconds);
    tell.warn(
      `An earlier call to ${maskNumber(to)} is not to be found at Twilio. It is not placed again; if it was placed, it ends at its time limit.`,
    );
    return;
  }
  outbox.close(id, { state: "done", sid: found.sid });
  await endFound(room, id, found);
};

const settlePlaced = async (room: CallRoom, { id, sid }: OutboxRow): Promise<void> => {
  if (sid !== undefined) await endFound(room, id, await room.parts.twilio.call(sid));
};

const endFound = async (room: CallRoom, session: string, facts: CallFacts): Promise<void> => {
  const { rails, tell, settings } = room.parts;
  const seconds =
    standingOf(facts).seconds ?? (facts.status === "completed" ? settings.limits.callSeconds : 0);
  if (isOver(facts.status)) return rails.callOver(session, seconds);
  const { sid, to: other } = facts;
  const answeredAt = facts.status === "in-progress" ? { answeredAt: 0 } : {};
  await endAtTwilio(room, { sid, other, inbound: false, ...answeredAt });
  rails.callOver(session, settings.limits.callSeconds);
  tell.warn(
    `A call to ${maskNumber(other)} that an earlier ringback had placed was still under way. It was ended.`,
  );
};
