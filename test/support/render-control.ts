import { events } from "../../src/contract/events.ts";
import { controlOperations } from "../../src/contract/control/control-operations.ts";
import type { Operation } from "../../src/contract/operation.ts";

const head = `# Controls

Whoever runs ringback may do all of this over HTTP; an agent has no business here. Bodies and answers are JSON, and
\`/_ringback/openapi/control.json\` of a running ringback describes every field.

- **World.** Without a prefix these are about the world \`main\`; \`/w/<name>/_ringback/…\` is about another.
- **Durations** are text such as \`30s\` or \`39m50s\`, or whole milliseconds. Money is dollars, or cents where a field says
  \`Minor\`. Numbers are E.164; people's numbers may be spelt as people do.
- **Errors** are \`{"error": {"code", "message", "details"}}\`, and the header \`X-Ringback-Why\` has the sentence.
- **Token.** Off the loopback (\`start --host\`), or with \`start --control-token\`, send \`Authorization: Bearer <token>\`.
- **Tools.** At \`/mcp/control\` (\`/w/<name>/mcp/control\`) the same are MCP tools, with the control token where there is one.

Written by \`UPDATE_DOCS=1 npx vitest run test/control-docs.test.ts\` from the declarations.

## Operations

| request | tool | what it does | refusals of its own |
|---|---|---|---|
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
    ({ rest, tool, summary, errors }) =>
      `| \`${rest?.method} ${rest?.path}\` | ${tool?.name ?? ""} | ${summary} | ${errors.join(", ")} |`,
  );
  const announced = Object.entries(events).map(
    ([name, { summary, fields }]) => `| \`${name}\` | ${summary} | ${writeFields(fields)} |`,
  );
  return `${head}${operations.join("\n")}\n${middle}${announced.join("\n")}\n`;
};

const writeFields = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, kind]) => (kind.endsWith("?") ? `${name}?` : name))
    .join(", ");
