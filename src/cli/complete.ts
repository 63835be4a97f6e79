import type { Command, Option } from "./command.ts";
import { commands } from "./commands.ts";

/** A word that may stand next on a command line, and what it means. */
export interface Offer {
  readonly word: string;
  readonly summary: string;
}

/**
 * What may stand where somebody is writing: the words after `ringback`, the last of which is under way. Nothing where any
 * word may stand, such as a file's name.
 */
export const complete = async (words: readonly string[]): Promise<readonly Offer[]> => {
  const { before, current, prefix } = split(words);
  return (await offersAfter(before, current))
    .filter(({ word }) => word.startsWith(current))
    .map(({ word, summary }) => ({ word: `${prefix}${word}`, summary }));
};

/** `--flag=val` is one word to some shells and three to bash. */
const split = (words: readonly string[]) => {
  const last = words.at(-1) ?? "";
  const [, flag, value] = /^(--[\w-]+)=(.*)$/.exec(last) ?? [];
  if (flag !== undefined && value !== undefined) {
    return { before: [...words.slice(0, -1), flag], current: value, prefix: `${flag}=` };
  }
  const before = words.slice(0, -1).filter((word) => word !== "=");
  return { before, current: last === "=" ? "" : last, prefix: "" };
};

const offersAfter = async (before: readonly string[], current: string): Promise<readonly Offer[]> => {
  const [name, ...said] = before;
  if (name === undefined) return current.startsWith("-") ? topFlags : topWords();
  if (name === "help" && said.length === 0) return topWords();
  const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined;
  // What stands after `--` is somebody else's command line.
  if (command === undefined || said.includes("--")) return [];
  const option = optionOf(command, said.at(-1));
  if (option !== undefined && option.kind !== "flag") return asOffers(option.choices ?? option.offers?.());
  if (current.startsWith("-") || command.words === undefined) return flagsOf(command, said);
  return asOffers(command.words.offers?.());
};

const topFlags: readonly Offer[] = [
  { word: "--help", summary: "Show help" },
  { word: "--version", summary: "Show the version" },
];

const topWords = async (): Promise<readonly Offer[]> => {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  return loaded.map(({ name, summary }) => ({ word: name, summary }));
};

const optionOf = ({ options }: Command, word = ""): Option | undefined => {
  const name = word.startsWith("--") ? word.slice(2) : "";
  return Object.hasOwn(options, name) ? options[name] : undefined;
};

const flagsOf = ({ options }: Command, said: readonly string[]): readonly Offer[] => [
  ...Object.entries(options)
    .filter(([name, { kind }]) => kind === "list" || !said.includes(`--${name}`))
    .map(([name, { summary }]) => ({ word: `--${name}`, summary })),
  { word: "--help", summary: "Show help" },
];

const asOffers = async (
  words: readonly string[] | Promise<readonly string[]> = [],
): Promise<readonly Offer[]> => (await words).map((word) => ({ word, summary: "" }));
