import type { worldOperations } from "../../contract/control/worlds.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Context, HandlersOf } from "../context.ts";
import type { RunningWorld } from "../running-world.ts";
import { worldEntrance } from "../world-entrance.ts";
import { readWorldState } from "./world-state.ts";

export const worldHandlers: HandlersOf<typeof worldOperations> = {
  "control.health": (_input, { worlds }) => ({
    status: "ok",
    version: worlds.version,
    worlds: worlds.all().length,
  }),
  "control.worlds.create": (request, { worlds, origin }) => worldEntrance(worlds.create(request), origin),
  "control.worlds.list": (_input, { worlds, origin }) => ({
    worlds: worlds.all().map((running) => ({
      name: running.world.name,
      seed: running.world.seed,
      baseUrl: worldEntrance(running, origin).baseUrl,
      now: toMillisecondText(running.world.clock.now()),
      runHash: running.runHash(),
    })),
  }),
  "control.worlds.get": ({ name }, context) => worldEntrance(requireWorld(context, name), context.origin),
  "control.worlds.drop": ({ name }, context) => {
    requireWorld(context, name);
    if (name === "main")
      throw new RingbackError("forbidden", "The world main stays. Reset it instead.", { name });
    context.worlds.drop(name);
    return { dropped: name };
  },
  "control.worlds.reset": ({ name }, context) => {
    const running = requireWorld(context, name);
    context.worlds.reset(running);
    return worldEntrance(running, context.origin);
  },
  "control.worlds.snapshot": ({ name }, context) => ({
    snapshot: { ...requireWorld(context, name).world.snapshot() },
  }),
  "control.worlds.keep": ({ name, as }, context) => {
    const running = requireWorld(context, name);
    context.worlds.keep(running, as);
    return { kept: as, now: toMillisecondText(running.world.clock.now()) };
  },
  "control.worlds.restore": ({ name, snapshot, kept }, context) => {
    const running = requireWorld(context, name);
    if ((snapshot === undefined) === (kept === undefined)) {
      throw new RingbackError(
        "validation_error",
        "Say what to restore: snapshot, or kept with the name of one that was kept.",
      );
    }
    const state = kept === undefined ? readWorldState(snapshot) : context.worlds.kept(running, kept);
    context.worlds.restore(running, state);
    return worldEntrance(running, context.origin);
  },
  "control.worlds.fork": ({ name, as }, context) => {
    const original = requireWorld(context, name);
    return worldEntrance(context.worlds.fork(original, as), context.origin);
  },
};

const requireWorld = ({ worlds }: Context, name: string): RunningWorld => {
  const running = worlds.find(name);
  if (running !== undefined) return running;
  throw new RingbackError("not_found", `There is no world ${name}.`, { resource: "world", id: name });
};
