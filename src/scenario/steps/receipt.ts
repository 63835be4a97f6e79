import * as z from "zod";
import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { choice, integer, party, text } from "../fields/fields.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepContext, StepDefinition } from "./step-definition.ts";

export type ReceiptInput = {
  readonly status: "delivered" | "undelivered" | "failed";
  readonly from?: string;
  readonly to?: string;
  /** The id of the text; without one it is the last from the line to them. */
  readonly message?: string;
  readonly errorCode?: string;
  readonly why?: string;
  readonly times: number;
};

/** The network reports what became of a text of a line's. */
export const receipt: StepDefinition<ReceiptInput> = {
  name: "receipt",
  summary:
    "Reports what became of a text that a line of AgentPhone sent: of the last one `from` the line `to` somebody, of the one that `message` names, or, under `do` of a rule that waits for `message.sent`, of that text. Such a rule takes the place of the network's own report, so that it may come late or never. The first report of a text counts; others change nothing, and `times` sends as many.",
  example: "- receipt: { from: desk-line, to: acme, status: undelivered, errorCode: 30003, times: 2 }",
  schema: () =>
    z
      .strictObject({
        status: choice("delivered, undelivered or failed", ["delivered", "undelivered", "failed"]),
        from: party("the line that sent it").exactOptional(),
        to: party("whom it was for").exactOptional(),
        message: text("the id of the text").exactOptional(),
        errorCode: text("the network's code for what went wrong").exactOptional(),
        why: text("what went wrong, in the network's words").exactOptional(),
        times: integer("how many receipts come", 1, 100).default(1),
      })
      .superRefine(checkText),
  explain: (input) =>
    `the network reports ${input.message ?? textBetween(input)} ${input.status}${input.times === 1 ? "" : `, ${input.times} times`}`,
  run: async ({ status, errorCode, why, times, ...about }, context) => {
    const receiptOf: JsonObject = {
      ...(await textOf(about, context)),
      status,
      ...(errorCode !== undefined && { errorCode }),
      ...(why !== undefined && { why }),
    };
    for (let sent = 0; sent < times; sent += 1) await context.invoke("control.people.receipt", receiptOf);
  },
};

type About = Pick<ReceiptInput, "from" | "to" | "message">;

const textOf = async ({ from, to, message }: About, context: StepContext): Promise<JsonObject> => {
  if (from !== undefined && to !== undefined) {
    return { from: await partyNumber(from, context), to: await partyNumber(to, context) };
  }
  const messageId = message ?? context.sentText;
  if (messageId !== undefined) return { messageId };
  throw new RingbackError("scenario_invalid", "This receipt does not say which text it is for.");
};

const textBetween = ({ from, to }: About): string =>
  from === undefined ? "the text" : `the last text from ${from} to ${to ?? ""}`;

const checkText = (
  { from, to, message, status, ...failure }: ReceiptInput,
  context: z.RefinementCtx,
): void => {
  const refuse = (key: string, problem: string, cure: string): void =>
    context.addIssue({
      code: "custom",
      path: [key],
      message: problem,
      params: { code: "invalid_value", cure, atKey: true },
    });
  if ((from === undefined) !== (to === undefined)) {
    const [given, lacking] = from === undefined ? ["to", "from"] : ["from", "to"];
    refuse(
      given,
      `\`${given}\` alone does not say which text it is.`,
      `Add \`${lacking}\`, or leave both out.`,
    );
  } else if (message !== undefined && from !== undefined) {
    refuse("message", "`message` and `from` both say which text it is.", "Keep one of them.");
  }
  for (const key of ["errorCode", "why"] as const) {
    if (status !== "delivered" || failure[key] === undefined) continue;
    refuse(
      key,
      `A text that was delivered has no \`${key}\`.`,
      "Leave it out, or write undelivered or failed.",
    );
  }
};
