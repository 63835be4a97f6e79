import type { Desk } from "../api/desk.ts";
import { worldEntrance } from "../api/world-entrance.ts";
import { hostTime } from "../kernel/clock/host-time.ts";
import { EventStreams } from "../outlets/event-stream/event-streams.ts";
import { createSite } from "../surfaces/docs/create-site.ts";
import { createEventStreamDoor } from "../surfaces/event-stream/create-event-stream-door.ts";
import { createMcpDoor } from "../surfaces/mcp/create-mcp-door.ts";
import { createHttpDoor } from "../surfaces/rest/http-door.ts";
import { refuseUnreadable } from "../surfaces/rest/refuse-unreadable.ts";
import { defaultPort, type RealCarrierConfig, type RingbackConfig } from "./config.ts";
import { listen, type Listeners, type Listening } from "./listen.ts";
import type { OpenReal } from "./real/open-real.ts";
import { openStage, type Stage } from "./open-stage.ts";
import type { Worlds } from "./worlds.ts";

/** A ringback that is up. Close it, or declare it with `await using`. */
export interface Ringback extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:5550`. */
  readonly url: string;
  /** The environment that points an agent at the world main. */
  readonly env: Readonly<Record<string, string>>;
  readonly desk: Desk;
  /** The port on this machine where the callbacks of a real carrier come in. */
  readonly callbackPort?: number | undefined;
  readonly worlds: Worlds;
  /** Writes no more of the journal's file, whatever still happens. */
  readonly endJournal: () => void;
  close(): Promise<void>;
}

/** Opens the world main, loads its scenario and listens. Throws a sentence when something stands in the way. */
export const createRingback = async (config: RingbackConfig = {}): Promise<Ringback> => {
  const real = config.real && (await openReal(config.real, config));
  const stage = await openStage(config, real);
  const { desk, worlds } = stage;
  try {
    await real?.begin();
    const { clock } = worlds.main.world;
    clock.setAgent(config.agent ?? "none");
    await clock.settled();
    const listening = await openDoors(config, desk);
    stage.beginJournal();
    return up(config, stage, listening, real);
  } catch (error) {
    await real?.close();
    stage.close();
    throw error;
  }
};

const openReal = async (
  real: RealCarrierConfig,
  { realTime = hostTime }: RingbackConfig,
): Promise<OpenReal> => (await import("./real/open-real.ts")).openReal(real, realTime);

const openDoors = async (
  { port, host, allowHosts = [], corsOrigins = [], realTime = hostTime, onAnswer = ignore }: RingbackConfig,
  desk: Desk,
): Promise<Listening> => {
  const guard = { allowHosts: host === undefined ? allowHosts : [...allowHosts, host], corsOrigins };
  const streams = new EventStreams({ realTime });
  const eventStream = createEventStreamDoor({ ...guard, desk, streams, onAnswer });
  const answer = createHttpDoor({
    ...guard,
    desk,
    sideDoors: [createMcpDoor(desk, onAnswer), eventStream.sideDoor, createSite({ desk, onAnswer })],
    onAnswer,
  });
  const onRequest: typeof answer =
    desk.carrier === undefined
      ? answer
      : (request, response) => {
          response.setHeader("x-carrier", "twilio");
          answer(request, response);
        };
  const { onUpgrade } = eventStream;
  const onUnreadable: Listeners["onUnreadable"] = (socket, error) =>
    refuseUnreadable(socket, error, desk.worlds.find("main")?.world.clock.now() ?? 0);
  const listening = await listen({ onRequest, onUpgrade, onUnreadable }, port ?? defaultPort, host);
  return {
    port: listening.port,
    close: async () => {
      const closed = listening.close();
      streams.close();
      await closed;
    },
  };
};

const up = (
  { host = "127.0.0.1" }: RingbackConfig,
  { desk, worlds, endJournal, close: leaveStage }: Stage,
  listening: Listening,
  real: OpenReal | undefined,
): Ringback => {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${listening.port}`;
  const close = async (): Promise<void> => {
    const closed = listening.close();
    // Waits would otherwise keep their connections, and so the door, open.
    worlds.endWaits();
    await real?.close(worlds.find("main")?.world);
    worlds.endNews();
    await closed;
    leaveStage();
  };
  return {
    url,
    env: worldEntrance(worlds.main, url).env,
    desk,
    callbackPort: real?.callbackPort(),
    worlds,
    endJournal,
    close,
    [Symbol.asyncDispose]: close,
  };
};

const ignore = (): void => {};
