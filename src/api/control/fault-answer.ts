import type { faultOperations } from "../../contract/control/faults.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { FaultAnswer } from "../../kernel/faults.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { readDuration } from "./read-duration.ts";

/** What is to become of an answer, as the controls are told. */
export type WireFaultAnswer = InputOf<(typeof faultOperations)["control.faults.add"]>["answer"];

/** How far the pieces of a slow answer are apart when nobody says. */
const usualPause = "1s";

/** Reads what is to become of an answer. */
export const readFaultAnswer = ({
  status,
  code,
  message,
  body,
  delay,
  reset,
  slow,
  webhook,
  by,
}: WireFaultAnswer): FaultAnswer => {
  if (webhook !== undefined) {
    return { kind: "webhook", deed: webhook, ...(by !== undefined && { byMilliseconds: readDuration(by) }) };
  }
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

/** Writes it so that it can be handed in again. */
export const writeFaultAnswer = (answer: FaultAnswer): WireFaultAnswer => {
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
    case "webhook": {
      const { deed, byMilliseconds: by } = answer;
      return { webhook: deed, ...(by !== undefined && { by }) };
    }
  }
};
