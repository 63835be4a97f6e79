import { parseArgs } from "node:util";
import { nearestName } from "../kernel/nearest-name.ts";
import type { Command, Option, Values } from "./command.ts";
import { UsageError } from "./failures.ts";

/** What a command line asks of a command: to run with these values, or one of the questions every command answers. */
export type Asked =
  | {
      readonly kind: "run";
      readonly values: Values<Readonly<Record<string, Option>>>;
      readonly words: readonly string[];
      /** What stands after `--`, for a command that takes such. */
      readonly rest: readonly string[];
    }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

/** Reads a command's part of the command line. Throws a UsageError for whatever the command does not know. */
export const readArguments = (command: Command, args: readonly string[]): Asked => {
  const reading = new Reading(command);
  const tokens = tokensOf(command, args);
  const end = command.rest && tokens.find((token) => token.kind === "option-terminator");
  for (const token of tokens) {
    if (end !== undefined && token.index >= end.index) break;
    if (token.kind === "positional") reading.word(token.value);
    if (token.kind !== "option") continue;
    if (token.name === "help" || token.name === "h") return { kind: "help" };
    if (token.name === "version") return { kind: "version" };
    reading.option(token);
  }
  const rest = end === undefined ? [] : args.slice(end.index + 1);
  return { kind: "run", values: reading.values, words: reading.words, rest };
};

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { readonly kind: "option" }>;

const tokensOf = ({ options }: Command, args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { kind }]) => [
        name,
        { type: kind === "flag" ? ("boolean" as const) : ("string" as const), multiple: kind === "list" },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;

class Reading {
  readonly #command: Command;
  readonly values: Record<string, string | readonly string[] | boolean | undefined>;
  readonly words: string[] = [];

  constructor(command: Command) {
    this.#command = command;
    this.values = Object.fromEntries(
      Object.entries(command.options).map(([name, { kind }]) => [name, unsaid[kind]]),
    );
  }

  word(word: string): void {
    const { name, words, rest } = this.#command;
    if (words === undefined) {
      const cure = rest === undefined ? "" : ` The ${rest.shows} stands after --.`;
      throw new UsageError(`${name} takes no words, and “${word}” is one.${cure} ${seeHelp(name)}`);
    }
    this.words.push(word);
  }

  option(token: OptionToken): void {
    const { name, options } = this.#command;
    const declared = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (declared === undefined) throw new UsageError(unknownOption(this.#command, token.rawName));
    if (declared.kind === "flag") {
      if (token.value !== undefined)
        throw new UsageError(`${token.rawName} takes no value. ${seeHelp(name)}`);
      this.values[token.name] = true;
      return;
    }
    const value = valueOf(token, declared);
    const before = this.values[token.name];
    this.values[token.name] = Array.isArray(before) ? [...before, value] : value;
  }
}

const unsaid = { flag: false, list: [], text: undefined } as const;

const valueOf = (
  { rawName, value, inlineValue }: OptionToken,
  { shows = "VALUE", choices }: Option,
): string => {
  // What looks like the next flag is one; a value that begins so is written --name=-value.
  if (value === undefined || value === "" || (!inlineValue && /^-./.test(value))) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${shows}.`);
  }
  if (choices !== undefined && !choices.includes(value)) {
    throw new UsageError(
      `${rawName} is one of ${choices.join(", ")}, not ${value}.${didYouMean(value, choices)}`,
    );
  }
  return value;
};

const unknownOption = ({ name, options }: Command, wanted: string): string => {
  const known = [...Object.keys(options), "help", "version"].map((option) => `--${option}`);
  return `${name} has no ${wanted}.${didYouMean(wanted, known) || ` ${seeHelp(name)}`}`;
};

/** A question that offers the nearest of the names there are, or nothing. */
export const didYouMean = (wanted: string, names: readonly string[]): string => {
  const nearest = nearestName(wanted, names);
  return nearest === undefined ? "" : ` Did you mean ${nearest}?`;
};

const seeHelp = (name: string): string => `See ringback ${name} --help.`;
