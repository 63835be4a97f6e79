// Run by itself: plays 24 virtual hours of a story with 1,000 steps and nobody there, several times, and prints the
// milliseconds of each as JSON. Reading the file and opening the world are timed apart from the playing. Beside each
// stands what this machine needs to do no more than write the story's events as JSON and hash them.
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { openStage } from "./inside/open-stage.js";
import { readScenario } from "./inside/read-scenario.js";

const rounds = Number(process.argv[2] ?? 9);
const steps = 1000;
const gap = Math.floor(86_400 / steps);

const kinds = [
  (place) => `sms: { from: acme, to: inbox, body: Message number ${place} }`,
  () => "otp: { from: acme, to: inbox, expiresIn: 5m }",
  () => "missed-call: { from: salon, to: inbox }",
  (place) => `note: Step ${place} of the story.`,
];
const text = [
  "version: 1",
  "name: A day of a thousand steps",
  "seed: 7",
  "people: { acme: { number: +14155550123 }, salon: { number: +14155559999 } }",
  "lines: { inbox: { provider: store, country: US, number: +12125550186 } }",
  "script:",
  ...Array.from({ length: steps }, (_, place) => `  - after: ${gap}s\n    ${kinds[place % 4](place)}`),
  "expect:",
  "  - message.received: { to: inbox }",
  "    times: 500",
  "  - never: { message.received: { from: +1900* } }",
].join("\n");

const playOnce = async () => {
  const begun = performance.now();
  const { scenario } = readScenario(text, "day.yaml");
  const read = performance.now();
  const stage = await openStage({ clock: "auto", scenario: { scenario, hash: "day" } });
  const { clock, events } = stage.worlds.main.world;
  const opened = performance.now();
  clock.setAgent("none");
  await clock.settled();
  const played = performance.now();
  const told = events.after(0, 1e6);
  const last = told.at(-1);
  if (last?.type !== "scenario.ended") throw new Error(`The story did not end: ${JSON.stringify(last)}`);
  stage.close();
  return { read: read - begun, open: opened - read, play: played - opened, bare: writeOnly(told) };
};

const writeOnly = (events) => {
  const begun = performance.now();
  const sum = createHash("sha256");
  for (const event of events) sum.update(`${JSON.stringify(event)}\n`);
  sum.digest("hex");
  return performance.now() - begun;
};

const times = [];
for (let round = 0; round < rounds; round += 1) times.push(await playOnce());
console.log(JSON.stringify(times));
