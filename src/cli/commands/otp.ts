import { command, type Values } from "../command.ts";
import { UsageError } from "../failures.ts";
import { personOptions, usualPerson } from "../person-options.ts";
import { readDurationText, readWhole, required } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { print, printable } from "../terminal.ts";

const options = {
  ...personOptions,
  digits: { kind: "text", shows: "COUNT", summary: "How long a drawn code is, 4 to 8. Default: 6" },
  code: { kind: "text", shows: "CODE", summary: "The code itself, instead of one drawn from the seed" },
  "expires-in": { kind: "text", shows: "TIME", summary: "How long the code is good. Default: for ever" },
  text: { kind: "text", shows: "TEXT", summary: "What the text says, with ${code} where the code goes" },
  ...remoteOptions,
} as const;

/** `ringback otp`: somebody texts a one-time code to a line of a running ringback. */
export const otpCommand = command({
  name: "otp",
  summary: "Text a line a one-time code",
  options,
  examples: [
    ["ringback otp --to +12125550186", "A six-digit code drawn from the seed"],
    ["ringback otp --to +12125550186 --code 834921 --expires-in 5m", "This code, good for five minutes"],
  ],
  run: async (values) => {
    const request = readRequest(values);
    const answer = await new Remote(values).ask("control.people.otp", request, ["code", "messageId"]);
    const { code, messageId, expiresAt } = answer;
    const until = expiresAt === undefined ? "" : `, good until ${expiresAt}`;
    const line = `${request.from} texted ${request.to} the code ${code}${until} (${messageId})`;
    print(values.json ? JSON.stringify(answer) : printable(line));
    return 0;
  },
});

const readRequest = (values: Values<typeof options>) => {
  const { from = usualPerson, code, text } = values;
  const digits = readWhole(values.digits, "--digits", 4, 8);
  const expiresIn = readDurationText(values["expires-in"], "--expires-in");
  if (code !== undefined && !/^\d{4,8}$/.test(code)) {
    throw new UsageError(`--code is 4 to 8 digits, not ${code}.`);
  }
  return {
    from,
    to: required(values.to, "--to NUMBER"),
    ...(digits !== undefined && { digits }),
    ...(code !== undefined && { code }),
    ...(text !== undefined && { text }),
    ...(expiresIn !== undefined && { expiresIn }),
  };
};
