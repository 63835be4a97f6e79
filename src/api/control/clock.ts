import type { clockOperations } from "../../contract/control/clock.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { lastInstant, toMillisecondText, toSecondText } from "../../kernel/time-text.ts";
import type { Context, HandlersOf } from "../context.ts";
import { readClockMode, writeClockMode } from "../../kernel/clock/mode-text.ts";
import { readDuration } from "./read-duration.ts";

export const clockHandlers: HandlersOf<typeof clockOperations> = {
  "control.clock.get": (_input, context) => readClock(context),
  "control.clock.setMode": ({ mode }, context) => {
    const { clock } = context.running.world;
    const wanted = readClockMode(mode);
    if (wanted === undefined) throw new RingbackError("validation_error", `${mode} is no speed for a clock.`);
    clock.setMode(wanted);
    context.running.world.announce("clock.set", { mode });
    return readClock(context);
  },
  "control.clock.advance": async ({ by }, context) => {
    const { clock } = context.running.world;
    const duration = readDuration(by);
    if (clock.now() + duration > lastInstant) {
      const message = `must not lead beyond ${toSecondText(lastInstant)}, where time ends`;
      throw new RingbackError("validation_error", `by ${message}.`, { issues: [{ path: "by", message }] });
    }
    await clock.advance(duration);
    return readClock(context);
  },
  "control.clock.next": async (_input, context) => {
    await context.running.world.clock.runToNext();
    return readClock(context);
  },
};

const readClock = ({ running }: Context) => {
  const { clock } = running.world;
  const timers = clock.timers();
  const nextStory = timers.find((timer) => timer.class === "story");
  return {
    now: toMillisecondText(clock.now()),
    mode: writeClockMode(clock.mode()),
    nextStory: nextStory === undefined ? null : toMillisecondText(nextStory.at),
    timers: timers.length,
  };
};
