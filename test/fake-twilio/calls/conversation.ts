/** Who was heard in a call: our side, the person, the machine that took the call, somebody the call was put through to, or Twilio itself. */
export type Speaker = "line" | "person" | "machine" | "other" | "network";

/** Something that was heard in a call: words, or keys. */
export interface Said {
  readonly by: Speaker;
  readonly text?: string;
  readonly digits?: string;
  /** The rest was talked over. */
  readonly interrupted?: true;
}

/** What our side said until somebody else had their turn. */
export interface Turn {
  readonly text: string;
  readonly over: boolean;
  readonly interrupted: boolean;
}

/** All that was heard in a call, in its order, and the turns of our side. */
export class Conversation {
  readonly #said: Said[] = [];
  readonly #turns: Turn[] = [];
  /** Where in `said` the words of the open turn stand that still grow. */
  #growing: number | undefined;

  get said(): readonly Said[] {
    return this.#said;
  }

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  add(said: Said): void {
    this.#growing = undefined;
    this.#said.push(said);
  }

  /** Our side goes on speaking. Words that `grow` are put to those before them. */
  lineSays(
    text: string,
    { grow = false, by = "line" }: { readonly grow?: boolean; readonly by?: Speaker } = {},
  ): void {
    const open = this.#open();
    const joint = grow || open === undefined || open.text === "" ? "" : " ";
    this.#setOpen({ text: (open?.text ?? "") + joint + text, over: false, interrupted: false });
    const growing = this.#growing;
    if (grow && growing !== undefined) {
      const before = this.#said[growing];
      this.#said[growing] = { by: "line", text: (before?.text ?? "") + text };
      return;
    }
    this.#said.push({ by, text });
    this.#growing = grow ? this.#said.length - 1 : undefined;
  }

  /** Our side has had its turn, perhaps without a word. */
  turnOver(): void {
    const open = this.#open();
    this.#growing = undefined;
    // What ends a turn that was talked over says nothing new.
    if (open === undefined && this.#turns.at(-1)?.interrupted === true) return;
    this.#setOpen({ text: open?.text ?? "", over: true, interrupted: false });
  }

  /** Ends the turn that is open, if one is: somebody else is heard now. */
  closeTurn(): void {
    if (this.#open() !== undefined) this.turnOver();
  }

  /** Whether the newest turn, counted from a certain one on, has come to these words. */
  hasSaid(words: string, from: number): boolean {
    return this.#turns.length > from && this.#turns.at(-1)?.text.includes(words) === true;
  }

  /** Cuts the newest turn after these words. Answers what was heard of it; undefined where they were not in it. */
  interrupt(heard: string, from: number): string | undefined {
    const at = this.#turns.length - 1;
    const turn = this.#turns[at];
    const end = turn === undefined || at < from ? -1 : turn.text.indexOf(heard);
    if (turn === undefined || end < 0) return undefined;
    const text = turn.text.slice(0, end + heard.length);
    this.#turns[at] = { text, over: true, interrupted: true };
    this.#growing = undefined;
    const place = this.#said.findLastIndex(({ by }) => by === "line");
    if (place >= 0) this.#said[place] = { by: "line", text, interrupted: true };
    return text;
  }

  #open(): Turn | undefined {
    const last = this.#turns.at(-1);
    return last?.over === false ? last : undefined;
  }

  #setOpen(turn: Turn): void {
    if (this.#open() === undefined) this.#turns.push(turn);
    else this.#turns[this.#turns.length - 1] = turn;
  }
}
