import type { Where } from "../scenario.ts";
import type { Place } from "./line-index.ts";

/** A place as a scenario keeps it: without the line's text, and with a file only when it is an included one. */
export const whereOf = ({ file, line, column }: Place): Where =>
  file === undefined ? { line, column } : { file, line, column };
