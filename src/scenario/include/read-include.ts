import type { Misreading } from "../fields/scalar.ts";

/** What came of looking for an included file: its text and its name in messages, or why there is none. */
export type IncludedText = { readonly text: string; readonly file: string } | Misreading;

/** Finds an included file. The path is absolute or starts at the folder of the scenario's own file, with `/` in it. */
export type ReadInclude = (path: string) => IncludedText;

/** What a text that came without its folder can include: nothing. */
export const noIncludes: ReadInclude = () => ({
  message: "This text stands by itself and cannot include other files here.",
  cure: "Put what it includes into the text.",
});
