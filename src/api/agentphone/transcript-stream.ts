import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Call } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import type { Context } from "../context.ts";
import { secondsOf, statusOf, writeTurns } from "./write-call.ts";

/** So often whoever listens is told that the stream is still there, in milliseconds of the world's time. */
const beatEvery = 15_000;

/**
 * Hands out a call's transcript as server-sent events: `connected`, each `turn` when it is over, `ended` with the call.
 * Resolves with all of it when the call is over or there is nobody left to tell. Without somebody who takes pieces, as for
 * a scenario's step, it is what there is now.
 */
export const streamTranscript = (context: Context, callId: string): Promise<string> => {
  const { running, stay, gone, tell = ignore } = context;
  const { world } = running;
  const frames = new TranscriptFrames(world, callId);
  tell(frames.next());
  if (frames.isOver || stay === undefined || gone?.aborted === true) return Promise.resolve(frames.all);
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const end = (): void => {
      for (const stop of stops.splice(0)) stop();
      resolve(frames.all);
    };
    gone?.addEventListener("abort", end);
    stops.push(
      () => gone?.removeEventListener("abort", end),
      world.events.subscribe((event) => {
        if (!("callId" in event) || event.callId !== callId) return;
        const news = frames.next();
        if (news !== "") tell(news);
        if (frames.isOver) end();
      }),
      beat(world, () => tell(": heartbeat\n\n"), end),
    );
    const pending = stay.pend();
    stops.push(() => pending.end());
  });
};

/** Calls back every so often, until the function it answers is called; and once when the world became another one. */
const beat = (world: World, onBeat: () => void, onWorldEnd: () => void): (() => void) => {
  const id = world.nextId("stream");
  let stop: () => void;
  const plan = (): void => {
    stop = world.limits.open(
      id,
      beatEvery,
      (why) => {
        if (why === "world ended") return onWorldEnd();
        onBeat();
        plan();
      },
      "upkeep",
    );
  };
  plan();
  return () => stop();
};

/** What has happened in a call, as frames of a stream. */
class TranscriptFrames {
  readonly #world: World;
  readonly #callId: string;
  #told = "";
  #turns = 0;
  #isOver = false;

  constructor(world: World, callId: string) {
    this.#world = world;
    this.#callId = callId;
  }

  /** Everything told so far. */
  get all(): string {
    return this.#told;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What has happened since this was last asked; empty when nothing has. */
  next(): string {
    const call = this.#world.tables.calls.get(this.#callId);
    if (call === undefined || this.#isOver) return "";
    const turns = writeTurns(call.turns.slice(this.#turns)).map((turn) => frame("turn", turn));
    this.#turns = call.turns.length;
    this.#isOver = call.endedAt !== undefined;
    const news = [
      ...(this.#told === "" ? [this.#connected(call)] : []),
      ...turns,
      ...(call.endedAt === undefined ? [] : [ended(call, call.endedAt)]),
    ].join("");
    this.#told += news;
    return news;
  }

  #connected(call: Call): string {
    const { id, agentId = null, direction, from, to, startedAt } = call;
    return frame("connected", {
      callId: id,
      status: statusOf(call),
      agentId,
      agentName: this.#world.tables.phoneAgents.get(agentId ?? "")?.name ?? null,
      direction,
      fromNumber: from,
      toNumber: to,
      startedAt: toMillisecondText(startedAt),
    });
  }
}

const ended = (call: Call, endedAt: number): string =>
  frame("ended", {
    callId: call.id,
    status: statusOf(call),
    endedAt: toMillisecondText(endedAt),
    durationSeconds: secondsOf(call),
  });

const frame = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const ignore = (): void => {};
