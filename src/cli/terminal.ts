export { printable } from "../kernel/printable.ts";
export { withoutKeys } from "../kernel/without-keys.ts";

/** Prints a line for whoever reads the output. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a line for whoever looks for trouble. */
export const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/** A colour by its name. */
export type Paint = (colour: "dim" | "red" | "yellow" | "green" | "cyan", text: string) => string;

/** Whether whoever reads a stream sees colours: not in files and pipes, nor if they set NO_COLOR. */
export const showsColours = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY && (process.env["NO_COLOR"] ?? "") === "";

/** Colours for a terminal that shows them, plain text for everybody else. */
export const paintFor = (stream: NodeJS.WriteStream): Paint =>
  showsColours(stream)
    ? (colour, text) => `\u001b[${colourCodes[colour]}m${text}\u001b[0m`
    : (_colour, text) => text;

const colourCodes = { dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
