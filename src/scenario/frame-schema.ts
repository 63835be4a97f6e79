import * as z from "zod";
import type { ClockMode, Instant } from "../kernel/clock/clock.ts";
import { readClockMode } from "../kernel/clock/mode-text.ts";
import { text } from "./fields/fields.ts";
import { readInstant } from "./fields/read-instant.ts";
import { scalar } from "./fields/scalar.ts";
import type { Reading } from "./fields/scalar.ts";
import { accountsSchema } from "./frame/accounts.ts";
import { agentSchema } from "./frame/agent.ts";
import { agentsSchema } from "./frame/agents.ts";
import { faultsSchema } from "./frame/faults.ts";
import { linesSchema } from "./frame/lines.ts";
import { peopleSchema } from "./frame/people.ts";
import { settingsSchema } from "./frame/settings.ts";
import { quote } from "./source/quote.ts";

/** The schema of a whole file but for its steps, which have schemas of their own. One entry for each top-level key. */
export const frameSchema = () =>
  z.strictObject({
    version: scalar("the version of the file format, 1", readVersion, { words: ["1"] }),
    name: text("what the scenario is called"),
    description: text("what it is for").exactOptional(),
    include: includeSchema().describe("files to include, by their paths from this one").exactOptional(),
    examples: examplesSchema().describe("rows, each of which makes a scenario of its own").exactOptional(),
    seed: text("a number or a text that all randomness comes from").exactOptional(),
    clock: clockSchema().describe("how time goes").default({}),
    people: peopleSchema().describe("who stands at the other end of the line, by name").default({}),
    accounts: accountsSchema().describe("accounts by name; default is there without a word").exactOptional(),
    settings: settingsSchema().describe("how both services treat the default account").exactOptional(),
    lines: linesSchema().describe("numbers that exist before the agent starts, by name").default({}),
    agents: agentsSchema().describe("agents of AgentPhone that exist before, by name").exactOptional(),
    agent: agentSchema().describe("the process under test, for ringback test").exactOptional(),
    faults: faultsSchema().describe("what goes wrong on purpose").exactOptional(),
    script: z
      .array(z.unknown())
      .describe("what happens: steps one after the other, and rules that wait for an event")
      .default([]),
    expect: z.array(z.unknown()).describe("what should come of it").default([]),
  });

/** Both are read before everything else, and the tree that this schema judges has them no more. */
const includeSchema = () => z.union([text("a path"), z.array(text("a path"))]);
const examplesSchema = () => z.array(z.record(z.string(), text("what the row says")));

const modePattern = "^(auto|real|manual|\\d+(\\.\\d+)?x)$";
const startPattern = "^(now|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*)$";

const clockSchema = () =>
  z.strictObject({
    mode: scalar("auto, real, manual, or a factor such as 60x", readMode, {
      pattern: modePattern,
      offers: ["auto", "real", "manual", "60x"],
    }).exactOptional(),
    start: scalar("a moment such as 2026-04-01T10:22:00Z, or now", readStart, {
      pattern: startPattern,
      offers: ["now", "2026-04-01T10:22:00Z"],
    }).exactOptional(),
  });

const readVersion = (written: string): Reading<1> =>
  written === "1"
    ? { value: 1 }
    : {
        message: `This ringback reads version 1 of scenario files, not ${quote(written)}.`,
        cure: "Write `version: 1`.",
      };

const readMode = (written: string): Reading<ClockMode> => {
  const mode = readClockMode(written);
  if (mode !== undefined) return { value: mode };
  const cure = /^\d+$/.test(written)
    ? `Write ${quote(`${written}x`)} for a factor.`
    : "Write auto, real, manual, or a factor such as 60x.";
  return { message: `${quote(written)} is not a mode of the clock.`, cure };
};

const readStart = (written: string): Reading<Instant | "now"> =>
  written === "now" ? { value: written } : readInstant(written);
