import type { faultOperations } from "../../contract/control/faults.ts";
import type { InputOf, OutputOf } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import { matchesPoint } from "../../domain/faults/matches-point.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { FaultAnswer } from "../../kernel/faults.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import type { Fault } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";
import { readDuration } from "./read-duration.ts";

type WireAnswer = InputOf<(typeof faultOperations)["control.faults.add"]>["answer"];
type WireFault = OutputOf<(typeof faultOperations)["control.faults.add"]>;

/** How far the pieces of a slow answer are apart when nobody says. */
const usualPause = "1s";

export const faultHandlers: HandlersOf<typeof faultOperations> = {
  "control.faults.add": ({ point, times, chance, answer }, { running }) => {
    requirePoint(point);
    return writeFault(running.domain.faults.add({ point, times, chance, answer: readAnswer(answer) }));
  },
  "control.faults.list": (_input, { running }) => ({ faults: running.domain.faults.list().map(writeFault) }),
  "control.faults.clear": ({ faultId }, { running }) => {
    const { faults } = running.domain;
    const gone = faultId === undefined ? faults.list().map(({ id }) => id) : [faultId];
    for (const id of gone) faults.remove(id);
    return { cleared: gone.length };
  },
};

const readAnswer = ({ status, code, message, body, delay, reset, slow }: WireAnswer): FaultAnswer => {
  if (status !== undefined) {
    return {
      kind: "status",
      status,
      ...(code !== undefined && { code }),
      ...(message !== undefined && { message }),
      ...(body !== undefined && { body: body as JsonObject }),
    };
  }
  if (delay !== undefined) return { kind: "delay", milliseconds: readDuration(delay) };
  if (reset) return { kind: "reset" };
  if (slow === undefined) return { kind: "malformed" };
  const everyMilliseconds = readDuration(slow.every ?? usualPause);
  return { kind: "slow", pieces: slow.pieces, everyMilliseconds };
};

const writeFault = ({ id, answer, ...fault }: Fault): WireFault => ({
  faultId: id,
  ...fault,
  answer: writeAnswer(answer),
});

// What a list shows can be handed in again.
const writeAnswer = (answer: FaultAnswer): WireAnswer => {
  switch (answer.kind) {
    case "status": {
      const { kind: _kind, ...said } = answer;
      return said;
    }
    case "delay":
      return { delay: answer.milliseconds };
    case "slow":
      return { slow: { pieces: answer.pieces, every: answer.everyMilliseconds } };
    case "reset":
      return { reset: true };
    case "malformed":
      return { malformed: true };
  }
};

/** Refuses a point at which nothing can ever strike. */
const requirePoint = (point: string): void => {
  const meant = Object.values(operations).filter(({ name }) => matchesPoint(point, name));
  if (meant.some(({ api }) => api !== "control")) return;
  const message =
    meant.length > 0
      ? `names controls only, and faults never strike those: ${point}`
      : `names no operation: ${point}.${sayNearest(point)}`;
  throw new RingbackError("validation_error", `point ${message}`.replace(/(?<![.?])$/, "."), {
    issues: [{ path: "point", message }],
  });
};

const sayNearest = (point: string): string => {
  const names = Object.values(operations).flatMap(({ api, name }) => (api === "control" ? [] : [name]));
  const groups = names.flatMap((name) =>
    name.split(".").map((_, place, parts) => `${parts.slice(0, place).join(".")}.*`),
  );
  const near = nearestName(point, point.includes("*") ? groups.slice(1) : names);
  return near === undefined ? " `store.*` means every operation of the store." : ` Did you mean ${near}?`;
};
