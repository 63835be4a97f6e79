import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The tests that the page's examples are cut from. */
const sources = [
  "test/library/start.test.ts",
  "test/library/world.test.ts",
  "test/library/agentphone.test.ts",
  "test/library/calls.test.ts",
  "test/vitest-fixture.test.ts",
];

const page = `# The library

A phone network inside your test: \`startRingback()\` starts it, your agent gets its environment, and the test is everybody on
the other end of the line. Nothing sleeps: waiting moves the world's time.

{{first}}

Before Node 24, \`await using\` needs TypeScript 5.2 or another compiler; plain JavaScript calls \`close()\`:

{{close}}

Everything here is typed and has a comment in your editor. What is refused is a \`RingbackError\` with a stable \`code\` and a
sentence; lengths of time are \`"39m50s"\` or milliseconds; instants are milliseconds since 1970 on the world's clock; numbers
are E.164, and people's may be spelt as people do. Examples are cut from ringback's own tests, which run each of them
against a ringback in the same process and, where that makes a difference, against one over HTTP.

## An agent

{{agent}}

| option of \`startRingback\`            | what it does                                                                           | default                      |
| ------------------------------------ | -------------------------------------------------------------------------------------- | ---------------------------- |
| \`scenario\`                           | plays a file in the world \`main\`; \`ringback.scenario()\` is its story                   | none                         |
| \`seed\`                               | where all randomness comes from; the same seed and requests give the same bytes        | \`ringback\`                   |
| \`clock\`, \`start\`                     | \`auto\`, \`manual\`, \`real\`, \`60x\`; when time begins, or \`"now"\`                          | \`auto\`, 2026-04-01T10:22:00Z |
| \`quiet\`, \`patience\`                  | real milliseconds of an agent's silence before time jumps, and before it passes limits | 250, 10,000                  |
| \`port\`, \`controlToken\`, \`strictKeys\` | where it listens; what controls and keys ask for                                       | any, none, off               |
| \`allowWebhooks\`                      | hosts beyond this machine to which webhooks may be sent                                | none                         |
| \`journal\`                            | a file, or \`true\` to keep it for \`journal.text()\`                                      | none                         |

## People, lines, codes

{{text}}

{{otp}}

{{call}}

\`person("acme")\` is somebody who was given a telephone, by \`people.add\` or by a scenario; \`person("+14155550123")\` is whoever
has that number.

## AgentPhone

\`provider: "agentphone"\` rents a number of AgentPhone instead of the store's. The agent under test finds its way there by
\`AGENTPHONE_BASE_URL\` and \`AGENTPHONE_API_KEY\` of \`ringback.env\`.

{{phone-text}}

{{phone-people}}

What AgentPhone would email lies in the world's mailbox:

{{mailbox}}

Webhooks are sent for real, to an agent on this machine or to hosts of \`allowWebhooks\`. Each thing that one was told can be
looked at, sent again, and sent again with another text, signed anew:

{{webhooks}}

{{webhook-faults}}

\`do\` is \`drop\`, \`delay\`, \`duplicate\`, \`reorder\`, \`corrupt-signature\`, \`stale-timestamp\`, \`tampered-body\` or \`odd-json\`.

Where public sources leave a choice, an account has a setting: 10DLC before texts, rate limits, what an empty balance does.

{{phone-accounts}}

When \`ask\` of an \`agentphone.\` operation is refused, the message is AgentPhone's own text; \`code\` is ringback's, and \`details\` have
the \`status\` and ringback's reason (\`why\`).

## Calls

\`person.call\` rings at a line. The agent's side answers as it does; the other side is the test, or \`says\` what it is given:

{{call-agent}}

When the agent is the one who calls, whoever is called can be the test as well. What happens in such a call waits for the test,
however long it thinks: a line that rings, and silence, end the call only when the test waits for that, or after \`patience\`.

{{next-call}}

{{takes-calls}}

Or they do of themselves what they were told:

{{answers}}

A hosted agent whose model is not here says its prompt, sentence by sentence. With \`agent: "played"\` the test speaks for it:

{{hosted-lines}}

\`calls.list()\`, \`calls.get(id)\` and \`calls.transcript(id)\` read what there is; \`person.missedCall(line)\` hangs up at the first ring.

## Waiting

\`wait(name, fields, { timeout })\` answers the oldest event that matches and that no earlier wait of this handle was given,
past ones included, so the order in which you ask does not matter. For texts it adds \`otp\` and \`links\`. \`timeout\` is 30s of
the world's time. \`seen(name, fields)\` only looks at what has happened. [controls](control.md#events) lists the events.

{{wishes}}

Patterns are in RE2's syntax, as in scenarios. A wait in vain throws \`wait_timed_out\` or \`nothing_scheduled\`, and says which
event came nearest and in which field it differs. In \`auto\` it takes \`patience\` to find out that nobody is going to do anything;
give \`timeout: 0\` to look at the past only.

{{events}}

## Time

{{clock}}

## When things go wrong

{{faults}}

\`ask\` has any operation done. Those of agents go through the agents' own door, where faults strike, with the default account's
key or the one you give.

## Worlds

{{worlds}}

{{snapshots}}

## Stories

{{story}}

\`scenario(path)\` plays a file. \`finished()\` answers the result whether it passed or not; \`status()\`, \`pause()\` and \`resume()\` are
for what goes on meanwhile.

## The same run again

{{journal}}

## A ringback that runs elsewhere

Started with \`ringback start\`, perhaps in another language's test suite. All of the above is there, but for the journal's text.

{{connect}}

## vitest

\`ringback/vitest\` has a \`test\` that gives each test a ringback of its own, and two matchers for \`expect\`. It needs vitest 4.
Its \`patience\` is half the test's timeout, so that a wait in vain is told of before vitest gives up.

\`\`\`ts
import { describe } from "vitest";
import { expect, test } from "ringback/vitest";
\`\`\`

{{fixture}}

{{options}}

\`not.toReceive\` moves time on by its timeout and then looks. A matcher that fails shows the nearest event and its difference.

Written by \`UPDATE_DOCS=1 npx vitest run test/library\` from the tests.
`;

/** The page docs/library.md: prose, with every example cut from a test. */
export const renderLibrary = (): string => {
  const regions = new Map(sources.flatMap((file) => regionsOf(readFileSync(resolve(root, file), "utf8"))));
  const used = new Set<string>();
  const text = page.replaceAll(/\{\{([a-z-]+)\}\}/g, (_, name: string) => {
    const region = regions.get(name);
    if (region === undefined) throw new Error(`No test has the region ${name}.`);
    used.add(name);
    return `\`\`\`ts\n${region}\n\`\`\``;
  });
  const unused = [...regions.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`The page shows no ${unused.join(", ")}.`);
  return text;
};

const regionsOf = (source: string): [name: string, text: string][] =>
  Array.from(
    source.matchAll(/^[ ]*\/\/ #region ([a-z-]+)\n(.*?)\n[ ]*\/\/ #endregion$/gms),
    ([, name = "", body = ""]) => [name, dedent(body)],
  );

const dedent = (body: string): string => {
  const lines = body.split("\n");
  const depths = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  return lines.map((line) => line.slice(Math.min(...depths))).join("\n");
};
