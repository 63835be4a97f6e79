/** Prints a line for whoever reads the output. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a line for whoever looks for trouble. */
export const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/** A line with its control characters but tabs replaced by a mark, so that no text from outside steers the terminal. */
export const printable = (line: string): string =>
  line.replaceAll(/[^\P{Cc}\t]|\p{Bidi_Control}/gu, "\ufffd");

/** Keys cut down to the part that says which kind they are. */
export const withoutKeys = (text: string): string =>
  text.replaceAll(/\b(ask|sk)_(live|test)_[\w.-]+/g, "$1_$2_…");

/** A colour by its name. */
export type Paint = (colour: "dim" | "red" | "yellow" | "green" | "cyan", text: string) => string;

/** Colours for a terminal that shows them, plain text for files, pipes and those who set NO_COLOR. */
export const paintFor = (stream: NodeJS.WriteStream): Paint =>
  stream.isTTY && (process.env["NO_COLOR"] ?? "") === ""
    ? (colour, text) => `\u001b[${colourCodes[colour]}m${text}\u001b[0m`
    : (_colour, text) => text;

const colourCodes = { dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
