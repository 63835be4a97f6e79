import { z } from "zod";
import { countries, type NumberType } from "../domain/numbers/countries.ts";
import type { ClockMode, Instant } from "../kernel/clock/clock.ts";
import { readClockMode } from "../kernel/clock/mode-text.ts";
import { choice, dollars, phoneNumber, text } from "./fields/fields.ts";
import { readInstant } from "./fields/read-instant.ts";
import { scalar } from "./fields/scalar.ts";
import type { Reading } from "./fields/scalar.ts";
import { quote } from "./source/quote.ts";

/** The schema of a whole file but for its steps, which have schemas of their own. One entry for each top-level key. */
export const frameSchema = () =>
  z.strictObject({
    version: scalar("the version of the file format, 1", readVersion),
    name: text("what the scenario is called"),
    description: text("what it is for").exactOptional(),
    seed: text("a number or a text that all randomness comes from").exactOptional(),
    clock: clockSchema().default({}),
    people: z.record(partyName(), personSchema()).default({}),
    lines: z.record(partyName(), lineSchema()).default({}),
    script: z.array(z.unknown()).default([]),
  });

/** Top-level keys of the file format that are still to come. */
export const plannedKeys: ReadonlySet<string> = new Set([
  "agents",
  "accounts",
  "settings",
  "agent",
  "faults",
  "expect",
  "include",
  "examples",
]);

const clockSchema = () =>
  z.strictObject({
    mode: scalar("auto, real, manual, or a factor such as 60x", readMode).exactOptional(),
    start: scalar("a moment such as 2026-04-01T10:22:00Z, or now", readStart).exactOptional(),
  });

const personSchema = () => z.strictObject({ number: phoneNumber() });

const lineSchema = () => lineFields().superRefine(checkOffer);

const lineFields = () =>
  z.strictObject({
    provider: scalar("the service it is rented from: store", readProvider),
    country: scalar("a country code such as US", readCountry),
    type: choice("local, mobile or national", ["local", "mobile", "national"]).default("local"),
    number: phoneNumber().exactOptional(),
    locality: text("a place such as new-york").exactOptional(),
    balanceUsd: dollars("dollars such as 10 or 10.50").exactOptional(),
  });

const partyName = () =>
  z.string().transform((name, context) => {
    if (/^[A-Za-z][\w-]{0,63}$/.test(name)) return name;
    const message = `${quote(name)} cannot be the name of a person or a line.`;
    const cure = "Write up to 64 letters, digits, - and _, and begin with a letter.";
    context.issues.push({ code: "custom", input: name, message, params: { code: "invalid_name", cure } });
    return z.NEVER;
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
