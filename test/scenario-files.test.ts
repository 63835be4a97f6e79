import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../src/runtime/read-scenario-file.ts";

/** Plays a file of these to its end, without an agent. */
const play = async (
  files: Readonly<Record<string, string>>,
  wanted: string,
  config: RingbackConfig = {},
): Promise<Ringback> => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const scenario = await readScenarioFile(join(folder, wanted));
  const ringback = await createRingback({ port: 0, agent: "none", scenario, ...config });
  onTestFinished(() => ringback.close());
  return ringback;
};

const notesOf = ({ worlds }: Ringback): string[] =>
  worlds.main.world.events
    .after(0, 1000)
    .flatMap((event) => (event.type === "scenario.noted" ? [event.text] : []));

const head = "version: 1\nname: x\nlines: { inbox: { provider: store, country: US } }\n";

it("plays what a file includes before its own, and lets its rules fire first", async () => {
  const rule = (text: string): string => `  - when: { message.received: {} }\n    do: [{ note: ${text} }]\n`;
  const ringback = await play(
    {
      "main.yaml": `${head}include: common.yaml\nscript:\n${rule("own rule")}  - sms: { from: acme, to: inbox, body: hi }\n`,
      // Its rule stands further down than the one of the file that includes it.
      "common.yaml": `people:\n\n\n\n\n  acme: { number: +14155550123 }\nscript:\n  - note: included step\n${rule("included rule")}`,
    },
    "main.yaml",
  );
  expect(notesOf(ringback)).toEqual(["included step", "included rule", "own rule"]);
});

it("plays the row that was chosen", async () => {
  const rows = "examples: [{ name: short, wait: 1m, digits: 4 }, { wait: 1h, digits: 8 }]\n";
  const script = [
    "script:",
    "  - after: ${example.wait}",
    '    otp: { from: +14155550123, to: inbox, digits: "${example.digits}", save: code }',
    "  - note: ${code}",
  ].join("\n");
  const files = { "main.yaml": `${head}${rows}${script}\n` };
  const short = await play(files, "main.yaml#short");
  expect(notesOf(short)).toEqual([expect.stringMatching(/^\d{4}$/)]);
  const long = await play(files, "main.yaml#2");
  expect(notesOf(long)).toEqual([expect.stringMatching(/^\d{8}$/)]);
  expect(long.worlds.main.world.clock.now() - short.worlds.main.world.clock.now()).toBe(59 * 60_000);
});

it("makes things up from the seed alone: the same in one run, and in every run", async () => {
  const script = [
    "script:",
    "  - note: ${faker.person.fullName}",
    "  - when: { message.received: { body: '${faker.person.fullName}' } }",
    "    do: [{ note: '${faker.person.fullName}, ${faker.person.fullName#2}, ${faker.date.birthdate}' }]",
    "  - sms: { from: +14155550123, to: inbox, body: '${faker.person.fullName}' }",
  ].join("\n");
  const files = { "main.yaml": `${head}${script}\n` };
  const notes = notesOf(await play(files, "main.yaml", { seed: "7" }));
  const [name = "", all = ""] = notes;
  expect(all).toMatch(new RegExp(`^${name}, (?!${name}).+, (?:19|20)\\d\\d-.*Z$`));
  expect(notesOf(await play(files, "main.yaml", { seed: "7" }))).toEqual(notes);
  expect(notesOf(await play(files, "main.yaml", { seed: "8" }))).not.toEqual(notes);
});
