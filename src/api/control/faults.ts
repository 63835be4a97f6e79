import type { faultOperations } from "../../contract/control/faults.ts";
import type { OutputOf } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Fault } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";
import { readFaultAnswer, writeFaultAnswer } from "./fault-answer.ts";
import { objectionToPoint, objectionToWebhookPoint, type PointObjection } from "./fault-points.ts";

type WireFault = OutputOf<(typeof faultOperations)["control.faults.add"]>;

export const faultHandlers: HandlersOf<typeof faultOperations> = {
  "control.faults.add": ({ point, times, chance, answer }, { running }) => {
    if (answer.webhook === undefined) requirePoint(point);
    else requireWebhookPoint(point);
    return writeFault(running.domain.faults.add({ point, times, chance, answer: readFaultAnswer(answer) }));
  },
  "control.faults.list": (_input, { running }) => ({ faults: running.domain.faults.list().map(writeFault) }),
  "control.faults.clear": ({ faultId }, { running }) => {
    const { faults } = running.domain;
    const gone = faultId === undefined ? faults.list().map(({ id }) => id) : [faultId];
    for (const id of gone) faults.remove(id);
    return { cleared: gone.length };
  },
};

const writeFault = ({ id, answer, ...fault }: Fault): WireFault => ({
  faultId: id,
  ...fault,
  answer: writeFaultAnswer(answer),
});

/** Refuses a point at which nothing can ever strike. */
const requirePoint = (point: string): void =>
  refusePoint(point, objectionToPoint(point), " `store.*` means every operation of the store.");

/** Refuses a point at which no webhook can ever be struck. */
const requireWebhookPoint = (point: string): void =>
  refusePoint(point, objectionToWebhookPoint(point), " `webhook:*` means every webhook.");

const refusePoint = (point: string, objection: PointObjection | undefined, usualCure: string): void => {
  if (objection === undefined) return;
  const { why, near } = objection;
  const cure = near !== undefined ? ` Did you mean ${near}?` : usualCure;
  const message = `${why}: ${point}.${cure}`;
  throw new RingbackError("validation_error", `point ${message}`, { issues: [{ path: "point", message }] });
};
