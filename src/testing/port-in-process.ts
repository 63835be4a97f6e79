import { Call } from "../api/call.ts";
import { answer } from "../api/pipeline.ts";
import type { WorldEvent } from "../contract/events.ts";
import type { EventLog } from "../kernel/event-log.ts";
import { RingbackError } from "../kernel/errors.ts";
import { toMillisecondText } from "../kernel/time-text.ts";
import type { Ringback } from "../runtime/create-ringback.ts";
import { RemoteWorld } from "../runtime/remote/remote-world.ts";
import { askOverHttp, operationOf } from "./port-over-http.ts";
import type { Ask, RingbackPort, ToldEvent } from "./world-port.ts";

/** Asks a ringback of this process for its controls without a door. What agents ask goes through the agents' door. */
export const portInProcess = (ringback: Ringback): RingbackPort => ({
  url: ringback.url,
  world: (name) => ({
    ask: askInProcess(ringback, name),
    listen: (...from) => listen(ringback, name, ...from),
  }),
});

const askInProcess = ({ desk, url }: Ringback, worldName: string): Ask => {
  const asAgent = askOverHttp(new RemoteWorld({ url, world: worldName }));
  return async (name, input, options = {}) => {
    const operation = operationOf(name);
    if (operation.api !== "control") return asAgent(name, input, options);
    // The world main is there as long as its ringback.
    if (desk.worlds.find("main") === undefined) throw closed();
    const { controlToken } = desk;
    const reply = await answer(
      desk,
      new Call({
        operation,
        input: asJson(input),
        worldName,
        origin: url,
        by: "control",
        gone: options.signal,
        authorization: controlToken === undefined ? undefined : `Bearer ${controlToken}`,
      }),
    );
    if ("error" in reply) throw reply.error;
    return asJson(reply.output) as never;
  };
};

const closed = (): RingbackError =>
  new RingbackError("not_found", "This ringback was closed. Use it before close(), or start another one.", {
    resource: "ringback",
  });

// As over HTTP: nothing that is absent, and nothing of the world's own to hold on to.
const asJson = (value: object | null): object | null => JSON.parse(JSON.stringify(value)) as object | null;

const listen = async function* (
  { desk }: Ringback,
  name: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ToldEvent, void, undefined> {
  const running = desk.worlds.find(name);
  if (running === undefined) {
    throw new RingbackError("not_found", `There is no world ${name}.`, { resource: "world", id: name });
  }
  for await (const event of follow(running.world.events, after, signal)) {
    yield { ...event, at: toMillisecondText(event.at) };
  }
};

const follow = async function* (
  log: EventLog<WorldEvent>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<WorldEvent, void, undefined> {
  const waiting = [...log.after(after, Number.MAX_SAFE_INTEGER)];
  let isOver = signal.aborted;
  let wake = (): void => {};
  const end = (): void => {
    isOver = true;
    wake();
  };
  const stopHearing = log.subscribe((event) => {
    waiting.push(event);
    wake();
  });
  const stopWatching = log.onEnd(end);
  signal.addEventListener("abort", end);
  try {
    for (;;) {
      for (const event of waiting.splice(0)) yield event;
      if (waiting.length > 0) continue;
      if (isOver) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stopHearing();
    stopWatching();
    signal.removeEventListener("abort", end);
  }
};
