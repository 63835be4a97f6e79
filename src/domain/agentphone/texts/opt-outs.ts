import type { MessageChannel } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";

const words: Readonly<Record<string, "stop" | "start" | "help">> = {
  STOP: "stop",
  STOPALL: "stop",
  UNSUBSCRIBE: "stop",
  CANCEL: "stop",
  END: "stop",
  QUIT: "stop",
  REVOKE: "stop",
  OPTOUT: "stop",
  START: "start",
  UNSTOP: "start",
  YES: "start",
  HELP: "help",
  INFO: "help",
};

/** What an opt-out word of the carriers asks for; undefined for any other text. The word stands alone. */
const optOutWord = (body: string): "stop" | "start" | "help" | undefined => {
  const word =
    body.length > 40
      ? ""
      : body
          .trim()
          .toUpperCase()
          .replace(/[.!]+$/, "");
  return Object.hasOwn(words, word) ? words[word] : undefined;
};

/** Who wants no more texts from which line. */
export class OptOuts {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  has(line: string, number: string): boolean {
    const { optOuts } = this.#world.tables;
    return optOuts.size > 0 && optOuts.get(idOf(line, number)) !== undefined;
  }

  /** Does what an opt-out word asks for; answers whether the text was one. iMessage goes past the carriers and has none. */
  heed(line: string, number: string, body: string, channel: MessageChannel): boolean {
    const word = channel === "imessage" ? undefined : optOutWord(body);
    if (word === undefined) return false;
    const { tables, clock } = this.#world;
    const told = { line, from: number, word: body.trim().toUpperCase() };
    if (word === "stop" && !this.has(line, number)) {
      tables.optOuts.insert({ id: idOf(line, number), line, number, at: clock.now() });
      this.#world.announce("optout.set", told);
    }
    if (word === "start" && tables.optOuts.remove(idOf(line, number))) {
      this.#world.announce("optout.cleared", told);
    }
    return true;
  }
}

const idOf = (line: string, number: string): string => `${line} ${number}`;
