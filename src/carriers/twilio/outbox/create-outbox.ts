import type { RealTime } from "../../../kernel/clock/clock.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import { Turns } from "../../../kernel/turns.ts";
import { maskText } from "../rails/masked.ts";
import { TwilioRefused } from "../rest/twilio-errors.ts";
import type { OutboxRow, RealStore } from "../state/real-state.ts";
import type { Tell } from "../tell.ts";
import { type Asked, Doubts } from "./doubts.ts";
import { foundAfterAll, lost, otherErrand, refusal, refusedBefore, whyRefused } from "./outbox-refusals.ts";
import type { Errand, Outbox } from "./outbox.ts";
import { hashOf, isSame, likenessOf, recipientOf } from "./outbox-rows.ts";

interface OutboxParts {
  readonly store: RealStore;
  readonly realTime: RealTime;
  readonly tell: Tell;
}

type Sid = { readonly sid: string };

/** The outbox over what outlives the process. */
export const createOutbox = (parts: OutboxParts): Outbox => new KeptOutbox(parts);

class KeptOutbox implements Outbox {
  readonly #parts: OutboxParts;
  /** What is under way in this process: whoever comes for the same waits for the same. */
  readonly #running = new Map<string, Promise<Sid>>();

  /** Errands that are alike go one by one: what Twilio did for one must not be found for another. */
  readonly #alike = new Turns();

  readonly #doubts: Doubts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#doubts = new Doubts(parts);
  }

  async run<Done extends Sid>(errand: Errand<Done>): Promise<Done> {
    const row = this.get(errand.id);
    if (row !== undefined && !isSame(row, errand)) throw otherErrand();
    const running = this.#running.get(errand.id);
    if (running !== undefined) return (await running) as Done;
    const askedAt = this.#doubts.askedAt(errand);
    const run = this.#alike
      .take(likenessOf(errand), () => this.#do({ ...errand, askedAt }, this.get(errand.id)))
      .finally(() => this.#running.delete(errand.id));
    this.#running.set(errand.id, run);
    return run;
  }

  get(id: string): OutboxRow | undefined {
    const { outbox } = this.#parts.store.state;
    return Object.hasOwn(outbox, id) ? outbox[id] : undefined;
  }

  unfinished(): readonly OutboxRow[] {
    return Object.values(this.#parts.store.state.outbox)
      .filter((row) => (row.state === "sending" || row.state === "unknown") && !this.#running.has(row.id))
      .sort((one, other) => one.at - other.at);
  }

  close(id: string, outcome: Outcome): void {
    if (this.get(id) === undefined) return;
    this.#write(id, { ...outcome, ...(outcome.why !== undefined && { why: maskText(outcome.why) }) });
  }

  async #do<Done extends Sid>(errand: Asked<Done>, row: OutboxRow | undefined): Promise<Done> {
    switch (row?.state) {
      case undefined:
        return this.#begin(errand);
      case "done":
        return this.#doneBefore(errand, row);
      case "refused":
        throw refusedBefore(row);
      case "lost":
        return this.#search(errand, row.at, [0]);
      case "sending":
      case "unknown":
        return this.#search(errand, row.at, [0, ...looks]);
    }
  }

  async #begin<Done extends Sid>(errand: Asked<Done>): Promise<Done> {
    const at = this.#parts.realTime.now();
    const { id, kind, from, to, body } = errand;
    const doubt = this.#doubts.refusalOf(errand);
    if (doubt !== undefined) throw doubt;
    this.#parts.store.change((state) => {
      state.outbox[id] = {
        id,
        kind,
        state: "sending",
        at,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(body !== undefined && { bodyHash: hashOf(body) }),
      };
    });
    try {
      return this.#finish(errand, await errand.ask());
    } catch (error) {
      if (error instanceof TwilioRefused) throw this.#refused(errand, error);
      // ringback was stopped while this waited: Twilio was not asked.
      if (error instanceof RingbackError) {
        this.#write(errand.id, { state: "refused", why: `0 ${error.message}` });
        throw error;
      }
      // Whatever else went wrong, it may have been done: looked for it is, asked again never.
      this.#write(id, { state: "unknown" });
      return await this.#search(errand, at, looks).finally(() => this.#doubts.end(errand));
    }
  }

  #refused(errand: Errand<Sid>, error: TwilioRefused): Error {
    this.#write(errand.id, { state: "refused", why: `${error.code} ${whyRefused(errand.kind, error)}` });
    return refusal(errand.kind, error);
  }

  /** Writes that it is done. Where that cannot be written it is done all the same, and the next start finds it. */
  #finish<Done extends Sid>(errand: Errand<Done>, done: Done): Done {
    const number =
      "phone_number" in done && typeof done.phone_number === "string" ? done.phone_number : undefined;
    this.#write(errand.id, {
      state: "done",
      sid: done.sid,
      ...(errand.kind === "buy" && number !== undefined && { number }),
    });
    return done;
  }

  /** Of what was done before: from the row where it says all that counts, else as Twilio has it now. */
  async #doneBefore<Done extends Sid>(errand: Errand<Done>, row: OutboxRow): Promise<Done> {
    const known = { sid: row.sid ?? "", ...(row.number !== undefined && { phone_number: row.number }) };
    if (row.number !== undefined && row.sid !== undefined) return known as unknown as Done;
    const found = await this.#look(errand, row.at);
    return found !== undefined && found !== "unclear" && found.sid === row.sid
      ? found
      : (known as unknown as Done);
  }

  /** Looks whether Twilio did it, at so many milliseconds from now. */
  async #search<Done extends Sid>(
    errand: Errand<Done>,
    at: number,
    offsets: readonly number[],
  ): Promise<Done> {
    let waited = 0;
    let last: Done | "unclear" | undefined = "unclear";
    for (const offset of offsets) {
      if (offset > waited) await this.#wait(offset - waited);
      waited = offset;
      last = await this.#look(errand, at);
      if (last === "unclear" || last === undefined || this.#isAnothers(errand.id, last.sid)) continue;
      this.#parts.tell.did(foundAfterAll(errand.kind));
      return this.#finish(errand, last);
    }
    // Where not even the search was answered, the next start looks again.
    if (last !== "unclear") this.#write(errand.id, { state: "lost" });
    const refused = lost(errand.kind);
    this.#parts.tell.warn(refused.message);
    throw refused;
  }

  async #look<Done extends Sid>({ find }: Errand<Done>, at: number): Promise<Done | "unclear" | undefined> {
    try {
      // Its clock and ours may differ.
      return await find(at - clockDifference);
    } catch {
      return "unclear";
    }
  }

  /** Two texts may be alike, but each is found for one errand only. */
  #isAnothers(id: string, sid: string): boolean {
    return Object.values(this.#parts.store.state.outbox).some((row) => row.sid === sid && row.id !== id);
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.#parts.realTime.after(milliseconds, resolve));
  }

  /** What became of it. It is not undone by a file that cannot be written, so that is told and not thrown. */
  #write(id: string, outcome: Outcome): void {
    try {
      this.#parts.store.change((state) => {
        const row = state.outbox[id];
        if (row !== undefined)
          state.outbox[id] = { ...row, ...outcome, ...recipientOf({ ...row, ...outcome }) };
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#parts.tell.warn(`What became of something at Twilio could not be written down: ${maskText(why)}`);
    }
  }
}

type Outcome = Pick<OutboxRow, "state"> & Partial<Pick<OutboxRow, "sid" | "number" | "why">>;

/** When it is looked for after silence: Twilio's lists lag a little, and an answer may be late. */
const looks = [2000, 5000, 10_000, 20_000];
const clockDifference = 60_000;
