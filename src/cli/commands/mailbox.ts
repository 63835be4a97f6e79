import type { Operations, OutputOf } from "../../contract/operations.ts";
import { command } from "../command.ts";
import { CommandFailure } from "../failures.ts";
import { readWhole } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { print, printable } from "../terminal.ts";

type Letters = OutputOf<Operations["control.mailbox.list"]>["emails"];

/** `ringback mailbox`: what a running ringback would have emailed, such as the codes for signing up. */
export const mailboxCommand = command({
  name: "mailbox",
  summary: "Show what was emailed, newest first",
  options: {
    to: { kind: "text", shows: "ADDRESS", summary: "Only what was emailed to this address" },
    code: { kind: "flag", summary: "Print only the code of the newest letter that brings one" },
    limit: { kind: "text", shows: "COUNT", summary: "At most so many. Default: 100" },
    ...remoteOptions,
  },
  examples: [
    ["ringback mailbox", "Every letter of the world main"],
    ["ringback mailbox --to nina@example.com --code", "The code that somebody was sent last"],
  ],
  run: async ({ to, code, limit, ...values }) => {
    const most = readWhole(limit, "--limit", 1, 1000) ?? 100;
    const request = { limit: most, ...(to !== undefined && { to }) };
    const answer = await new Remote(values).ask("control.mailbox.list", request, ["emails"]);
    if (values.json) print(JSON.stringify(answer));
    else if (code) print(printable(latestCode(answer.emails, to)));
    else for (const letter of answer.emails) print(letterLine(letter));
    return 0;
  },
});

const letterLine = ({ id, to, subject, code, at }: Letters[number]): string =>
  printable(`${id} ${at} ${to} “${subject}”${code === undefined ? "" : ` code=${code}`}`);

const latestCode = (letters: Letters, to: string | undefined): string => {
  const code = letters.find((letter) => letter.code !== undefined)?.code;
  if (code !== undefined) return code;
  const whose = to === undefined ? "" : ` to ${to}`;
  throw new CommandFailure(
    `No code was emailed${whose} yet. ringback wait code.emailed --code waits for one.`,
  );
};
