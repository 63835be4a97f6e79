/** What is written by hand on the page docs/scenarios.md. */
export const pageText = {
  head: `# Scenarios

A scenario is a phone story in a YAML file: who is on the line, what happens and when, and what should come of it.
\`ringback test\` plays it against your agent and gives a verdict; \`ringback start --scenario FILE\` plays it for whoever
connects; the library plays it in a test.

Written by \`UPDATE_DOCS=1 npx vitest run test/scenario-docs.test.ts\` from the declarations. Every example on this page is
played by that test.

## A first one
`,
  afterFirst: `
- **Time** is the world's. \`after: 19s\` does not really take 19 seconds: in \`auto\`, the mode of \`test\`, waiting is what
  moves the clock.
- **Numbers** are fictional. Calls and texts reach nobody. Emergency and crisis lines are refused.
- **Editors** complete and check scenarios with the schema in the package: put
  \`# yaml-language-server: $schema=../node_modules/ringback/schema/scenario.schema.json\` into the first line, or write the
  schema to a file with \`ringback schema\`.
- **A first project**: \`ringback init\` writes this scenario, an agent to try it with, a test and a CI workflow.

One with more in it, \`scenarios/otp-signup.yaml\`: a rule, references, and a verdict in several parts.
`,
  reading: `
## How a file is read

Every value is plain text until the key it stands under gives it a meaning. So \`+14155550123\`, \`012345\` and \`10.00\` need no
quotes and lose nothing. A value needs quotes when YAML itself would take it for something else; \`ringback validate\` then
says so, with the place and the cure. Aliases, anchors, tags, merge keys and second documents are mistakes.

- **Durations** are whole numbers with units, \`500ms\`, \`19s\`, \`39m50s\`, \`2d\`. A bare number is a mistake.
- **Moments** are ISO 8601 with a time zone: \`2026-04-01T10:22:00Z\`.
- **Money** is dollars with at most two decimals. **Numbers** are E.164. **Names** are up to 64 letters, digits, - and _.
- **Who** (\`from\`, \`to\`): a name of people or lines, or a number.

What people trip over, and what ringback says:
`,
  frame: `
## Keys of a file
`,
  script: `
## Script

An item is a step or a rule. Steps run in the order of the file: \`after\` counts from the end of the step before it in its
list, or from the list's start; \`at\` counts from the scenario's start, or is a moment. Without either a step follows at
once. At the same instant the order of the file decides. An \`at\` that is already past runs at once, with a warning.

Steps of calls play the person at the far end of one. They stand behind a \`call\` step, which calls a line as somebody, or
under \`do\` of a rule that waits for an event of a call, mostly \`call.placed\`: the first such rule has the call, and the
person does nothing of themselves any more. It goes turn by turn: each \`say\` gives the agent one turn, and the next step waits
for its end. \`hear\` looks at what the agent has said since the last \`hear\`. When the person hangs up, what is left of the
list for that call is passed over; when the agent does, the next step fails.

\`\`\`yaml
- when: { call.placed: { to: acme } }
  do:
    - say: Acme, how can I help?
    - hear: { matching: /table/i, within: 15s, otherwise: [{ say: Sorry? }] }
    - say: Saturday is full. Sunday at two?
    - hear: { matching: /yes|sure/i }
    - hang-up
\`\`\`
`,
  rules: `
### Rules

A rule waits for an event and then does its list of steps. It is armed when its own list starts, wherever it stands in it, and
takes no time itself. All rules that match act, in the order of the file. Its list may hold rules again.
`,
  expectations: `
## Expectations

An item of \`expect\` says one thing that should come of the story. It is armed at the start, or when the last reference in it
has a value. \`ringback test\` says what was seen instead, nearest first, and whose fault it is;
\`ringback explain CODE\` spells each code out.

While a \`within\` is open, the world's time does not pass it until the agent has changed nothing for ten real seconds
(\`--patience\`) or has ended: an agent that thinks is not too late. One that gives up asking sooner never sees what comes
after the deadline.
`,
  matchers: `
## Matchers

What is wanted of a value: in rules and expectations of an event's fields, in a \`request\` of the answer. A field that is not
there is a mistake with the nearest name. Events and their fields are in [docs/control.md](control.md#events).
`,
  references: `
## References

A text may hold \`\${…}\`. It is read when it is used, and means the latest value. One that can never have a value is a mistake
of the file.
`,
  afterReferences: `
\`\${env.NAME}\` is a variable of the environment. It may stand in \`agent.command\`, \`agent.env\` and
\`agents.<name>.webhook\` only, since a story has to be the same on every machine. \`\${example.key}\` is filled in before the file is read, so it may stand for numbers and durations
as well.

Faker's functions without arguments work, such as \`\${faker.internet.email}\` and \`\${faker.location.city}\`.
`,
  commandLine: `
## On the command line

| command | what it does |
|---|---|
| \`ringback validate scenarios/\` | says everything that is wrong with the files, with line, column and cure; \`--json\` for programs, \`-\` for standard input |
| \`ringback test scenarios/ -- node agent.js\` | plays each against the agent, and judges |
| \`ringback start --scenario FILE\` | plays one for whoever connects; \`FILE#row\` chooses a row of \`examples\` |
| \`ringback schema\` | prints the JSON Schema for editors |
| \`ringback init\` | writes a first scenario, an agent, a test and a CI workflow |
| \`ringback explain CODE\` | says what a code means and what to do |

| exit code | of \`test\` | of \`validate\` |
|---|---|---|
| 0 | passed | nothing is wrong |
| 1 | the agent did not do what was expected | |
| 2 | the scenario is wrong, or the command line | a file has mistakes, or there is none |
| 3 | ringback has a bug, or something is not emulated | ringback has a bug |

What a project would say again and again stands in \`ringback.yaml\`, in the folder where \`test\` is run. Every key may be left
out, and the command line goes before it.

\`\`\`yaml
scenarios: [scenarios/]
command: [python3, agent.py] # an agent; a line for the shell is written as one text
env: { GREETING: Hello }
report: [terminal, junit=reports/phone.xml]
seed: 7
jobs: 2
timeout: 2m # the last three are real time
patience: 5s
silence: 500ms
\`\`\`

In a folder, a YAML file without \`version\` and without \`name\` is taken for a piece that others include, and passed over.
`,
} as const;
