/** A piece of YAML for each top-level key, which stands in a file of its own when it is tried. */
export const frameExamples: Readonly<Record<string, string>> = {
  version: "version: 1",
  name: "name: A late code",
  description: "description: >-\n  The first code runs out before the agent looks; the second one is good.",
  seed: "seed: 7",
  clock: "clock: { mode: auto, start: 2026-04-01T10:22:00Z }",
  people:
    "people:\n  acme: { number: +14155550123, answers: { after: 3s } }\n  salon: { number: +14155559999, answers: busy }\n  nina: { number: +14155550177, imessage: true, appleId: nina@example.com }",
  accounts:
    "accounts:\n  default: { creditUsd: 0.50 }\n  second: { walletUsd: 5, policies: { maxPerPurchaseUsd: 20, allowTopups: false }, settings: { errorShape: envelope } }",
  settings:
    "settings: { markReadOnGet: true, quoteLifetime: 15m, enforceBalance: true, requireRegistration: true, errorShape: envelope }",
  lines:
    "lines:\n  inbox: { provider: store, country: US, number: +12125550186, balanceUsd: 10 }\n  office: { provider: store, country: GB, type: mobile }\n  phone: { provider: agentphone, country: US, agent: desk }\n  chat: { provider: agentphone, country: US, type: imessage, locality: 415 }",
  agents:
    'agents:\n  desk: { voiceMode: webhook, webhook: "${env.AGENT_URL}/webhook" }\n  night: { voiceMode: hosted, prompt: You take messages until the morning., greeting: We are closed. }',
  agent:
    "agent:\n  command: [node, agent.js]\n  ready: { http: /health, within: 20s }\n  env: { GREETING: Hello }\n  timeout: 2m\n  exit: 0",
  faults:
    "faults:\n  - { api: store.phone.messages.list, times: 2, answer: { status: 503 } }\n  - { name: slow-store, api: store.*, chance: 0.1, answer: { delay: 3s } }\n  - { webhook: agent.message, do: delay, by: 20s, times: 1 }",
  script:
    "script:\n  - after: 19s\n    otp: { from: acme, to: inbox, digits: 6 }\n  - at: 40m\n    missed-call: { from: acme, to: inbox }",
  expect: "expect:\n  - message.received: { to: inbox }\n    within: 1m",
  include: "include: [common.yaml]",
  examples: [
    "examples:",
    "  - { name: four digits, digits: 4, patience: 10s }",
    "  - { name: eight digits, digits: 8, patience: 39m50s }",
    "script:",
    "  - after: ${example.patience}",
    "    otp: { from: acme, to: inbox, digits: '${example.digits}' }",
  ].join("\n"),
};

/** What the page says of some top-level keys besides their fields. */
export const frameNotes: Readonly<Record<string, string>> = {
  include: [
    "A path starts at the folder of the file that includes. What an included file has under `people`, `lines`, `accounts`,",
    "`agents`, `settings`, `faults`, `script` and `expect` comes before the file's own; a name that is given twice is a mistake. Included",
    "files may include others.",
  ].join("\n"),
  examples: [
    "Each row makes a scenario of its own, in which `${example.key}` stands for what the row says, anywhere in the file. `name` is",
    "the row's label in reports, and `story.yaml#four digits` plays that row only.",
  ].join("\n"),
  people:
    "A step may also name a number that nobody in the file has. `answers` is what somebody does when called: they\nanswer after a while, never, are busy, decline, have voicemail answer or screen their calls; `says` is what they then say,\nturn by turn, before they hang up. A rule that plays their part goes before both. With `imessage` they write and read\niMessages; a step may name their Apple ID instead of them.",
  accounts:
    "`default` is the account that is always there. Write it here to change its wallet, its policies or its credit. `creditUsd` is\nwhat is left at AgentPhone; whether an empty credit refuses anything is the setting `enforceBalance`. `settings` are those of the account; the default\none's may stand at the top as well.",
  settings: [
    "They are the default account's and its sub-accounts'. Those of the store come first, then those of AgentPhone, whose public",
    "sources contradict each other in places: a setting chooses. [docs/emulated.md](emulated.md) says what is usual and why.",
  ].join("\n"),
  lines: [
    "Without `number` the inventory picks one. Without any line the agent rents its own. At AgentPhone a number is `sms` or",
    "`imessage`, in the US or CA, has no balance of its own, and belongs to the account of its `agent`.",
  ].join("\n"),
  agents: [
    "What AgentPhone calls agents, with an id each (`${agents.desk.id}`); the process under test is `agent`. Without `webhook` the",
    "agent's news goes to the webhook of its account, if there is one. `${env.AGENT_URL}` is where `ringback test` has the process",
    "under test listen. A webhook that the file sets has a secret drawn from the seed, and `GET /v1/agents/:agent_id/webhook` tells",
    "it; an agent that sets its own is told with the answer.",
  ].join("\n"),
  agent: [
    "`ringback test` starts it, unless the command line says `-- command`. An agent with `ready` is a server and is stopped when all",
    "is decided; one without is a program that ends by itself. It finds the services' URLs and keys, a free `PORT` and its own",
    "`AGENT_URL` in its environment.",
    "",
    "An agent behind a webhook is such a server. It sets its webhook when it starts, before it says that it is ready, or the file does",
    "so (`agents.desk.webhook`). Steps without `after` are played at the story's start, before it is up: let the first text or call come",
    "`after: 5s`, or it finds no webhook. Time stands still from the moment something happens until the webhook has answered, so `after: 5s`",
    "after a text is five seconds after the agent has heard of it. Its port is another one in every run; the journal writes its address",
    "as `{agent}`, and so the run's fingerprint stays the same. With news for no webhook `ringback test` warns (`webhook_unheard`).",
  ].join("\n"),
  faults:
    "They strike in this order, each `times` often at most. One that never struck is a warning. See also the step `fault`.\nA fault says where it strikes operations (`api` and `answer`), or what becomes of a webhook (`webhook`, `do`, and `by` for how\nlong): `drop` loses it for good, `delay`, `duplicate` and `reorder` change when and how often it comes, `corrupt-signature`,\n`stale-timestamp` and `tampered-body` make it one that an agent must not trust, and `odd-json` writes the same in unusual JSON.",
};

/** References that a text can hold, each with what it means, and a step in which it stands. */
export const referenceRows: readonly (readonly [reference: string, meaning: string, steps: string])[] = [
  [
    "${code}",
    "What an earlier `otp` or `request` saved as `code`, or an expectation captured.",
    "- otp: { from: acme, to: inbox, save: code }\n- note: 'The code is ${code}.'",
  ],
  [
    "${found.items.0.id}",
    "A part of what a `request` saved: keys and places in lists, by dots.",
    "- request: { operation: store.catalog.search, save: found }\n- note: 'It is ${found.items.0.id}.'",
  ],
  ["${people.acme.number}", "A person's number.", "- note: 'Call ${people.acme.number}.'"],
  [
    "${lines.inbox.number}",
    "A line's number, also one that the inventory picked.",
    "- note: 'Text ${lines.inbox.number}.'",
  ],
  [
    "${lines.inbox.id}",
    "A line's id at its service: a service of the store, a number of AgentPhone.",
    "- request: { operation: store.phone.messages.list, with: { serviceId: '${lines.inbox.id}' } }",
  ],
  [
    "${agents.desk.id}",
    "The id of an agent of AgentPhone.",
    "- request: { operation: agentphone.agents.get, with: { agent_id: '${agents.desk.id}' } }",
  ],
  [
    "${faker.person.firstName}",
    "A made-up value, the same everywhere in a run and in every run with the same seed; `#2` after it is another.",
    "- note: 'Hello ${faker.person.firstName}, hello ${faker.person.firstName#2}.'",
  ],
  ["$${", "The two characters `${` themselves.", "- note: 'A literal $${ here.'"],
];

/** What stands wrongly in a file, and rightly. The page shows what ringback says about the first. */
export const traps: readonly (readonly [wrong: string, right: string])[] = [
  [
    "- sms: { from: acme, to: inbox, body: Hello, you }",
    "- sms: { from: acme, to: inbox, body: 'Hello, you' }",
  ],
  [
    "- when: { message.received: { body: /\\d{6}/ } }\n  do: [note: A code.]",
    "- when: { message.received: { body: '/\\d{6}/' } }\n  do: [note: A code.]",
  ],
  [
    "- sms: { from: acme, to: inbox, body: ${people.acme.number} }",
    "- sms: { from: acme, to: inbox, body: '${people.acme.number}' }",
  ],
  [
    "- sms:\n    from: acme\n    to: inbox\n    body: Your code is #1234",
    "- sms:\n    from: acme\n    to: inbox\n    body: 'Your code is #1234'",
  ],
  ["- note: Note: it rings.", "- note: 'Note: it rings.'"],
  ["- note: !important", "- note: '!important'"],
  [
    "- when: { call.placed: { to: acme } }\n  do:\n    - press: #\n    - hang-up",
    "- when: { call.placed: { to: acme } }\n  do:\n    - press: '#'\n    - hang-up",
  ],
  [
    "- when: { call.placed: { to: acme } }\n  do: [busy, say: Hello?]",
    "- when: { call.placed: { to: acme } }\n  do: [say: Hello?, hang-up]",
  ],
  ["- after: 30\n  note: Later.", "- after: 30s\n  note: Later."],
  ["- otp: { from: acme, to: inbox, expiresIn: 5 min }", "- otp: { from: acme, to: inbox, expiresIn: 5m }"],
];
