import { z } from "zod";
import { countries, type NumberType } from "../domain/numbers/countries.ts";
import type { ClockMode, Instant } from "../kernel/clock/clock.ts";
import { readClockMode } from "../kernel/clock/mode-text.ts";
import { accountName, choice, dollars, phoneNumber, text } from "./fields/fields.ts";
import { readInstant } from "./fields/read-instant.ts";
import { scalar } from "./fields/scalar.ts";
import type { Reading } from "./fields/scalar.ts";
import { accountsSchema } from "./frame/accounts.ts";
import { agentSchema } from "./frame/agent.ts";
import { agentsSchema } from "./frame/agents.ts";
import { entryName } from "./frame/entry-name.ts";
import { faultsSchema } from "./frame/faults.ts";
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
    settings: settingsSchema().describe("how the store treats the default account").exactOptional(),
    lines: z
      .record(entryName("a person or a line"), lineSchema())
      .describe("numbers that exist before the agent starts, by name")
      .default({}),
    agents: agentsSchema().exactOptional(),
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

const lineSchema = () => lineFields().superRefine(checkOffer);

const lineFields = () =>
  z.strictObject({
    provider: scalar("the service it is rented from: store", readProvider, { words: ["store"] }),
    country: scalar("a country code such as US", readCountry, { words: countries.map(({ code }) => code) }),
    type: choice("local, mobile or national", ["local", "mobile", "national"]).default("local"),
    number: phoneNumber().exactOptional(),
    locality: text("a place such as new-york").exactOptional(),
    balanceUsd: dollars("dollars such as 10 or 10.50").exactOptional(),
    account: accountName("the account that it belongs to").exactOptional(),
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

const readProvider = (written: string): Reading<"store"> => {
  if (written === "store") return { value: written };
  if (written !== "agentphone") {
    return { message: `${quote(written)} is not a service that rents out lines.`, cure: "Write `store`." };
  }
  const message = "Lines of agentphone are not available in this version yet.";
  return { code: "not_available", message, cure: "Write `provider: store` for now." };
};

const readCountry = (written: string): Reading<string> => {
  if (countries.some(({ code }) => code === written)) return { value: written };
  const capitals = written.toUpperCase();
  const cure = countries.some(({ code }) => code === capitals)
    ? `Write ${quote(capitals)}.`
    : `Write one of: ${countries.map(({ code }) => code).join(", ")}.`;
  return { message: `${quote(written)} is not a country in which numbers can be rented.`, cure };
};

const checkOffer = (
  { country, type }: { readonly country: string; readonly type: NumberType },
  context: z.RefinementCtx,
): void => {
  const offer = countries.find(({ code }) => code === country);
  if (offer === undefined || offer.numberTypes.includes(type)) return;
  const message = `${offer.name} has no ${type} numbers.`;
  const params = { code: "invalid_value", cure: `Write one of: ${offer.numberTypes.join(", ")}.` };
  context.addIssue({ code: "custom", path: ["type"], message, params });
};
