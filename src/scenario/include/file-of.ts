import { posix } from "node:path";
import type { Where } from "../scenario.ts";

/** The file in which something of a scenario stands, as messages name it. `own` is that name of the scenario's own file. */
export const fileOf = ({ file }: Pick<Where, "file">, own: string): string =>
  file === undefined || posix.isAbsolute(file) || /^[A-Za-z]:\//.test(file)
    ? (file ?? own)
    : posix.join(posix.dirname(own.replaceAll("\\", "/")), file);
