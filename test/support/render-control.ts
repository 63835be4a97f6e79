import * as z from "zod";
import { events } from "../../src/contract/events.ts";
import { controlOperations } from "../../src/contract/control/control-operations.ts";
import type { Operation } from "../../src/contract/operation.ts";

const head = `# Controls

Whoever runs ringback may do all of this over HTTP; an agent has no business here. Bodies and answers are JSON, and
\`/_ringback/openapi/control.json\` of a running ringback describes every field. In the table \`?\` marks what may be left out.

- **World.** Without a prefix these are about the world \`main\`; \`/w/<name>/_ringback/…\` is about another.
- **Durations** are text such as \`30s\` or \`39m50s\`, or whole milliseconds. Money is dollars, or cents where a field says
  \`Minor\`. Numbers are E.164; people's numbers may be spelt as people do.
- **Errors** are \`{"error": {"code", "message", "details"}}\`, and the header \`X-Ringback-Why\` has the sentence.
- **Token.** Off the loopback (\`start --host\`), or with \`start --control-token\`, send \`Authorization: Bearer <token>\`.
- **Tools.** At \`/mcp/control\` (\`/w/<name>/mcp/control\`) the same are MCP tools, with the control token where there is one.

Written by \`UPDATE_DOCS=1 npx vitest run test/control-docs.test.ts\` from the declarations.

## Operations

| request | input | tool | what it does | refusals of its own |
|---|---|---|---|---|
`;

const middle = `
## Waiting

\`GET /_ringback/wait?type=message.received&to=+12125550186\` answers \`{event, next}\` as soon as there is such an event, for
texts with the one-time \`code\` and the \`links\` in them.

- **Which.** The oldest after \`after\` (default 0: the start), past ones included; ask with \`next\` as \`after\` for the one that
  follows. Any field of the event may be a parameter and must be equal; \`*\` stands for anything in numbers and ids, and
  \`contains.body=…\` looks for a part.
- **How long.** \`timeout\` (default 30s) is the world's time; 0 only looks at the past. In \`auto\` waiting lets time jump, in
  \`manual\` the answer comes when somebody advances the clock, in the other modes it really takes its time.
- **In vain.** \`408 wait_timed_out\` tells the event that came nearest and the fields in which it differs;
  \`409 nothing_scheduled\` says that nothing happened and nothing ever would.

On the command line: \`ringback wait message.received --to +12125550186 --code\`.

## What is true

\`GET /_ringback/state\` answers the world as one tree, the one that \`expect: - state: …\` of a scenario reads:

\`\`\`json
{
  "now": "2026-04-01T10:22:19.000Z",
  "lines": { "+12125550186": { "account": "default", "balanceUsd": 10.1, "messages": 2, "unread": 1, "missedCalls": 0, … } },
  "accounts": { "default": { "id": "acct_001", "walletUsd": 987.5, "spentUsd": 12.5, "purchases": 1, "services": 1, "lines": 1 } },
  "people": { "acme": { "number": "+14155550123" } },
  "otps": { "issued": 1, "used": 0, "expired": 0 },
  "faults": { "fault_001": { "point": "store.*", "struck": 1, "timesLeft": 1 } },
  "scenarios": { "run_001": { "name": "late code", "ended": false, "stepsDone": 2, "stepsFailed": 0 } }
}
\`\`\`

Of two accounts or people with the same name the older has it; the other stands under its id or number.

## Scenarios

\`POST /_ringback/scenarios\` with \`{"text": "version: 1 …"}\` plays a scenario in a world that is up.

- **Going along.** The world has a seed and a clock, and nobody starts an agent: the keys \`seed\`, \`clock\` and \`agent\` are
  passed over with a warning. What the file includes comes with it: \`includes\` holds the texts by their paths from its
  folder. Mistakes are \`400 scenario_invalid\` with all of them in
  \`details.diagnostics\`; \`/scenarios/validate\` answers the same as \`problems\`, without playing.
- **Pause.** While a run is paused none of its steps begins and time goes on. \`/resume\` does at once what came due
  meanwhile, in that order; \`/step\` runs the next step now, whenever it is due, and leaves the run paused. Rules stay armed.
- **Finish.** \`/finish\` says that the agent is done and answers the verdict: \`passed\`, \`blame\`, \`failures\`, \`warnings\`. In
  \`auto\` the rest of the story happens first; in the other modes it is judged as it stands.

## Requests

\`GET /_ringback/requests\` pages through the last thousand requests of agents, and of \`request\` steps, with \`input\`, \`outcome\`
(\`ok\` or the code of the refusal), the \`status\` that REST has for it, and \`answer\` or \`message\`. Keys are cut off. Snapshots
leave them out; a reset or a restore forgets them. \`GET /_ringback/metrics\` counts what every world holds.

## Events

\`GET /_ringback/events\` pages through the last ten thousand; \`GET /_ringback/events/stream\` tells them as they happen, as
server-sent events or, with an upgrade, over a WebSocket. \`?after=<seq>\` first replays what came since, \`?type=<name>\`
(repeatable) chooses. Every event has \`seq\`, \`at\` (the world's time) and \`type\`, and these fields; \`?\` may be absent.

| event | when | fields |
|---|---|---|
`;

/** The page docs/control.md: every control and every event, from their declarations. */
export const renderControl = (): string => {
  const operations = Object.values<Operation>(controlOperations).map(
    ({ rest, tool, summary, errors, input }) =>
      `| \`${rest?.method} ${rest?.path}\` | ${writeInput(input(), rest?.path ?? "")} | ${tool?.name ?? ""} | ${summary} | ${errors.join(", ")} |`,
  );
  const announced = Object.entries(events).map(
    ([name, { summary, fields }]) => `| \`${name}\` | ${summary} | ${writeFields(fields)} |`,
  );
  return `${head}${operations.join("\n")}\n${middle}${announced.join("\n")}\n`;
};

/** The fields of a body or a query; those of the path stand there. */
const writeInput = (schema: z.ZodType, path: string): string => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.keys(properties)
    .filter((name) => !path.includes(`:${name}`))
    .map((name) => (required.includes(name) ? name : `${name}?`))
    .join(", ");
};

const writeFields = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, kind]) => (kind.endsWith("?") ? `${name}?` : name))
    .join(", ");
