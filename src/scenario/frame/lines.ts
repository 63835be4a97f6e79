import * as z from "zod";
import { countries, type NumberType } from "../../domain/numbers/countries.ts";
import { accountName, agentName, choice, dollars, phoneNumber, text } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import type { Reading } from "../fields/scalar.ts";
import type { ScenarioLine } from "../scenario.ts";
import { quote } from "../source/quote.ts";
import { entryName } from "./entry-name.ts";

/** The numbers that exist before the agent starts, of either service. */
export const linesSchema = () => z.record(entryName("a person or a line"), lineSchema());

const lineSchema = () => lineFields().superRefine(checkLine).transform(toLine);

const lineFields = () =>
  z.strictObject({
    provider: choice("the service it is rented from: store or agentphone", ["store", "agentphone"]),
    country: scalar("a country code such as US", readCountry, { words: countries.map(({ code }) => code) }),
    type: choice("local, mobile or national; at agentphone sms or imessage", [
      "local",
      "mobile",
      "national",
      "sms",
      "imessage",
    ]).exactOptional(),
    number: phoneNumber().exactOptional(),
    locality: text("a place such as new-york, or an area code such as 415").exactOptional(),
    balanceUsd: dollars("dollars such as 10 or 10.50").exactOptional(),
    account: accountName("the account that it belongs to").exactOptional(),
    agent: agentName("the agent of AgentPhone that it is attached to").exactOptional(),
  });

type Fields = z.output<ReturnType<typeof lineFields>>;

const toLine = ({ balanceUsd, type, ...line }: Fields): ScenarioLine => ({
  ...line,
  type: type ?? (line.provider === "store" ? "local" : "sms"),
  ...(balanceUsd !== undefined && { balanceCents: balanceUsd }),
});

const checkLine = (line: Fields, context: z.RefinementCtx): void => {
  const refuse = (key: keyof Fields, message: string, cure: string): void =>
    context.addIssue({ code: "custom", path: [key], message, params: { code: "invalid_value", cure } });
  if (line.provider === "agentphone") checkPhoneLine(line, refuse);
  else checkStoreLine(line, refuse);
};

type Refuse = (key: keyof Fields, message: string, cure: string) => void;

const phoneTypes: readonly string[] = ["sms", "imessage"];

const checkPhoneLine = ({ country, type = "sms", balanceUsd }: Fields, refuse: Refuse): void => {
  if (country !== "US" && country !== "CA") {
    refuse("country", `AgentPhone has no numbers in ${quote(country)}.`, "Write US or CA.");
  }
  if (!phoneTypes.includes(type)) {
    refuse("type", `AgentPhone has no ${type} numbers.`, "Write sms or imessage, or leave it out.");
  }
  if (balanceUsd !== undefined) {
    const message = "A number of AgentPhone has no balance of its own.";
    refuse("balanceUsd", message, "Write `creditUsd` for an account instead.");
  }
};

const checkStoreLine = ({ country, type = "local", agent }: Fields, refuse: Refuse): void => {
  if (agent !== undefined) {
    const message = "A number of the store is attached to no agent.";
    refuse("agent", message, "Remove it, or write `provider: agentphone`.");
  }
  const offer = countries.find(({ code }) => code === country);
  if (offer === undefined || offer.numberTypes.includes(type as NumberType)) return;
  const message = `${offer.name} has no ${type} numbers.`;
  refuse("type", message, `Write one of: ${offer.numberTypes.join(", ")}.`);
};

const readCountry = (written: string): Reading<string> => {
  if (countries.some(({ code }) => code === written)) return { value: written };
  const capitals = written.toUpperCase();
  const cure = countries.some(({ code }) => code === capitals)
    ? `Write ${quote(capitals)}.`
    : `Write one of: ${countries.map(({ code }) => code).join(", ")}.`;
  return { message: `${quote(written)} is not a country in which numbers can be rented.`, cure };
};
