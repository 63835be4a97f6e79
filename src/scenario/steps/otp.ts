import * as z from "zod";
import { duration, integer, party, saveName, text } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import { printDuration } from "../fields/print-duration.ts";
import { quote } from "../source/quote.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepDefinition } from "./step-definition.ts";

export type OtpInput = {
  readonly from: string;
  readonly to: string;
  /** How many digits to draw; absent when the code is given. */
  readonly digits?: number;
  readonly code?: string;
  readonly expiresIn?: number;
  /** The whole message; `${code}` in it stands for the code. */
  readonly text?: string;
  /** The name under which the code is kept. */
  readonly save?: string;
};

/** Somebody sends a one-time code, drawn from the seed or given. */
export const otp: StepDefinition<OtpInput> = {
  name: "otp",
  summary: "Texts a one-time code and keeps track of its use.",
  example: "- otp: { from: acme, to: inbox, digits: 6, expiresIn: 5m }",
  schema: () => {
    const shape = z.strictObject({
      from: party("who sends it"),
      to: party("who gets it"),
      digits: integer("how many digits the code has, 4 to 8", 4, 8).exactOptional(),
      code: scalar("the code itself, 4 to 8 digits", readCode, {
        pattern: "^\\d{4,8}$",
        number: { least: 0 },
      }).exactOptional(),
      expiresIn: duration("how long the code is good for").exactOptional(),
      text: text("the whole message, with ${code} where the code belongs", ["code"]).exactOptional(),
      save: saveName("the name for the code").exactOptional(),
    });
    return shape.superRefine(checkCode).transform(withDefaultDigits);
  },
  explain: ({ from, to, code, digits, expiresIn }) => {
    const what = code === undefined ? `a ${digits ?? defaultDigits}-digit code` : `the code ${code}`;
    return `${from} texts ${to} ${what}${expiresIn === undefined ? "" : `, good for ${printDuration(expiresIn)}`}`;
  },
  run: async ({ from, to, digits, code, expiresIn, text: message, save }, context) => {
    const sent = await context.invoke("control.people.otp", {
      from: await partyNumber(from, context),
      to: await partyNumber(to, context),
      ...(digits === undefined ? {} : { digits }),
      ...(code === undefined ? {} : { code }),
      ...(expiresIn === undefined ? {} : { expiresIn }),
      ...(message === undefined ? {} : { text: message }),
    });
    if (save !== undefined) await context.save(save, sent["code"] ?? "");
  },
  ownNames: ["code"],
};

const defaultDigits = 6;

const readCode = (written: string): { value: string } | { message: string; cure: string } =>
  /^\d{4,8}$/.test(written)
    ? { value: written }
    : { message: `${quote(written)} is not a code.`, cure: "Write 4 to 8 digits, such as 834921." };

const withDefaultDigits = (input: OtpInput): OtpInput =>
  input.code === undefined && input.digits === undefined ? { ...input, digits: defaultDigits } : input;

const checkCode = (input: OtpInput, context: z.RefinementCtx<OtpInput>): void => {
  const { code, digits, text: message } = input;
  const refuse = (key: keyof OtpInput, problem: string, cure: string): void =>
    context.addIssue({
      code: "custom",
      path: [key],
      message: problem,
      params: { code: "invalid_value", cure },
    });
  if (code !== undefined && digits !== undefined && code.length !== digits) {
    refuse("digits", `The code given has ${code.length} digits, not ${digits}.`, "Leave `digits` out.");
  }
  if (
    message !== undefined &&
    !message.includes("${code}") &&
    (code === undefined || !message.includes(code))
  ) {
    refuse(
      "text",
      "This text never says the code.",
      "Put ${code} where the code belongs, or use an `sms` step.",
    );
  }
};
