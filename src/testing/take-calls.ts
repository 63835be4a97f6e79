import type { CallReading } from "./call-reading.ts";
import { readCall } from "./call-reading.ts";
import { CallHandle, type PhoneCall } from "./phone-call.ts";
import type { WorldPort } from "./world-port.ts";

/** Who else is played in a call besides its far end. */
export interface PlayOptions {
  /** `played`: a hosted agent says only what `call.agent` says. Default: it speaks for itself. */
  readonly agent?: "played";
}

/** What somebody does with a call. Still on the line when it is done, they hang up. */
export type CallTaker = (call: PhoneCall) => Promise<void>;

/** Somebody who takes calls, until they no longer do. */
export interface CallTaking extends AsyncDisposable {
  /** Takes no more calls, waits for those under way, and throws what went wrong first in any of them. */
  stop(): Promise<void>;
}

/** A world as far as taking calls needs it. */
export interface CallWorld {
  readonly ask: WorldPort["ask"];
  /** What happened and happens, until the signal says so or the world ends. */
  readonly listen: (signal: AbortSignal) => ReturnType<WorldPort["listen"]>;
}

/** Has somebody played from now on, so that calls to them wait for whoever plays. Answers their number. */
export const playPerson = async (
  { ask }: CallWorld,
  who: string,
  { agent }: PlayOptions,
): Promise<string> => {
  const input = { number: who, played: true, agentPlayed: agent === "played" };
  return (await ask("control.people.instruct", input)).number;
};

/** Lets somebody take every call to them as they say. */
export const takeCalls = async (
  world: CallWorld,
  who: string,
  take: CallTaker,
  options: PlayOptions,
): Promise<CallTaking> => {
  const number = await playPerson(world, who, options);
  const stopping = new AbortController();
  const talks: Promise<unknown>[] = [];
  const listening = (async (): Promise<void> => {
    for await (const call of callsTo(world, number, stopping.signal))
      talks.push(attempt(talk(world, call, take)));
  })();
  const failed = attempt(listening);
  const stop = async (): Promise<void> => {
    stopping.abort();
    const outcomes = [await failed, ...(await Promise.all(talks))];
    await world.ask("control.people.instruct", { number, played: false, agentPlayed: false });
    const failure = outcomes.find((outcome) => outcome !== undefined);
    if (failure !== undefined) throw failure;
  };
  return { stop, [Symbol.asyncDispose]: stop };
};

const callsTo = async function* (
  { ask, listen }: CallWorld,
  number: string,
  signal: AbortSignal,
): AsyncGenerator<CallReading, void, undefined> {
  for await (const event of listen(signal)) {
    const { type, to, callId } = event as typeof event & { readonly to?: string; readonly callId?: string };
    if (type !== "call.placed" || to !== number || callId === undefined) continue;
    const call = readCall(await ask("control.calls.get", { callId }));
    // What was placed before is over, or somebody else's.
    if (call.phase === "ringing" && call.isPlayed) yield call;
  }
};

const talk = async ({ ask }: CallWorld, reading: CallReading, take: CallTaker): Promise<void> => {
  const call = new CallHandle(ask, reading);
  try {
    await take(call);
  } finally {
    if ((await call.state()).phase !== "over") await call.hangUp();
  }
};

/** What goes wrong, kept until somebody asks for it. */
const attempt = (doing: Promise<void>): Promise<unknown> =>
  doing.then(
    () => undefined,
    (error: unknown) => error ?? new Error("A call was ended by nothing that says what."),
  );
