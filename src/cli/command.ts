/** One flag of a command. `text` and `list` want a value, and a list may be said again; `flag` is said or not. */
export interface Option {
  readonly kind: "text" | "list" | "flag";
  readonly summary: string;
  /** What stands for the value in help and in sentences: `NUMBER`. */
  readonly shows?: string;
  /** All values there are, where they can be counted. */
  readonly choices?: readonly string[];
  /** Values that completion offers, where others are fine as well. */
  readonly offers?: Offers;
}

/** Words that are worth an offer, looked up only when somebody asks. */
export type Offers = () => readonly string[] | Promise<readonly string[]>;

type ValueOf<Kind extends Option["kind"]> = Kind extends "flag"
  ? boolean
  : Kind extends "list"
    ? readonly string[]
    : string | undefined;

/** What was said on the command line, by flag. */
export type Values<Options extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Options]: ValueOf<Options[Name]["kind"]>;
};

/** One command of the command line, told once: reading, help and completion come from this. */
export interface Command<
  Options extends Readonly<Record<string, Option>> = Readonly<Record<string, Option>>,
> {
  readonly name: string;
  readonly summary: string;
  /** What the words without a flag are, for a command that takes such. */
  readonly words?: { readonly shows: string; readonly summary: string; readonly offers?: Offers };
  /** What stands after `--`, for a command that hands it on untouched. */
  readonly rest?: { readonly shows: string; readonly summary: string };
  readonly options: Options;
  /** A command line, and what it does. */
  readonly examples: readonly (readonly [line: string, summary: string])[];
  /** Does the work and answers the exit code. */
  run(values: Values<Options>, words: readonly string[], rest: readonly string[]): Promise<number>;
}

/** Declares a command, so that its work knows the type of every flag. */
export const command = <const Options extends Readonly<Record<string, Option>>>(
  declared: Command<Options>,
): Command<Options> => declared;
