import { readFile } from "node:fs/promises";
import { RingbackError } from "../kernel/errors.ts";
import type { Ask } from "./world-port.ts";

/** What was put into a world and came of it. */
export interface WorldJournal {
  /** A hash of it all so far, in hexadecimal digits: equal runs have equal hashes. */
  hash(): Promise<string>;
  /**
   * Its lines so far, a JSON object each. Only the world `main` of a ringback in this process that was started with
   * `journal` has them; else throws `not_found`.
   */
  text(): Promise<string>;
}

/** The journal of one world. Its lines are in a file, where one is written. */
export const journalOf = (ask: Ask, world: string, file?: string): WorldJournal => ({
  hash: async () => {
    const { worlds } = await ask("control.worlds.list", {});
    const found = worlds.find(({ name }) => name === world);
    if (found !== undefined) return found.runHash;
    throw new RingbackError("not_found", `There is no world ${world} any more.`, {
      resource: "world",
      id: world,
    });
  },
  text: async () => {
    if (file !== undefined) return readFile(file, "utf8");
    const message = `No journal of the world ${world} is kept here. startRingback({ journal: true }) keeps that of main, and ringback start --journal FILE writes it.`;
    throw new RingbackError("not_found", message, { resource: "journal", id: world });
  },
});
