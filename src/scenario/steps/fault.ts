import type { FaultAnswer, WebhookDeed } from "../../kernel/faults.ts";
import { printDuration } from "../fields/print-duration.ts";
import { faultSchema } from "../frame/faults.ts";
import type { FaultData } from "../frame/faults.ts";
import { addFault } from "../frame/set-up.ts";
import type { StepDefinition } from "./step-definition.ts";

/** Something begins to go wrong. */
export const fault: StepDefinition<FaultData> = {
  name: "fault",
  summary:
    "Makes operations or webhooks go wrong from now on, as an entry of `faults` does from the beginning. A `name` lets `clear-fault` take it away.",
  example: "- fault: { name: outage, api: store.phone.messages.*, answer: { status: 503 } }",
  schema: faultSchema,
  explain: ({ api, times, chance, answer }) => {
    const often = times === undefined ? "" : times === 1 ? ", once" : `, ${times} times`;
    const likely = chance === undefined ? "" : `, with a chance of ${chance}`;
    return `from now on ${explainPoint(api)} ${explainAnswer(answer)}${often}${likely}`;
  },
  run: async (input, context) => {
    await context.keepFault(await addFault(input, context.invoke), input);
  },
};

const explainPoint = (point: string): string => {
  const [kind, event] = point.split(":");
  if (kind !== "webhook") return point;
  return event === "*" ? "a webhook" : `a webhook of ${event}`;
};

const explainAnswer = (answer: FaultAnswer): string => {
  switch (answer.kind) {
    case "status":
      return `answers ${answer.status}`;
    case "delay":
      return `answers ${printDuration(answer.milliseconds)} late`;
    case "reset":
      return "breaks the connection off";
    case "slow":
      return `answers in ${answer.pieces} pieces`;
    case "malformed":
      return "cuts its answers in the middle";
    case "webhook":
      return explainDeed[answer.deed];
  }
};

const explainDeed: Readonly<Record<WebhookDeed, string>> = {
  drop: "never leaves",
  delay: "leaves late",
  duplicate: "comes twice",
  reorder: "is overtaken by the next",
  "corrupt-signature": "has a wrong signature",
  "stale-timestamp": "has an old timestamp",
  "tampered-body": "has another body than was signed",
  "odd-json": "is written in unusual JSON",
};
