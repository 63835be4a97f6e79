import { RingbackError } from "../kernel/errors.ts";
import { nearestName } from "../kernel/nearest-name.ts";
import { type Duration, writeDuration } from "./duration.ts";
import type { Numbered } from "./events.ts";
import type { Ask } from "./world-port.ts";

/** A one-time code to send. */
export interface CodeOptions {
  /** How many digits to draw: 4 to 8, 6 when not said. */
  readonly digits?: number;
  /** The code itself, instead of one drawn from the seed. */
  readonly code?: string;
  /** The text to send, with `${code}` where the code goes. */
  readonly text?: string;
  /** After how much of the world's time it is of no use any more. Default: never. */
  readonly expiresIn?: Duration;
}

/** A one-time code that was sent. */
export interface SentCode {
  readonly code: string;
  readonly messageId: string;
  /** Milliseconds since 1970 on the world's clock. Absent when it never expires. */
  readonly expiresAt?: number;
}

/** Somebody with a telephone. Whatever they do reaches the line before the promise is kept; no time passes. */
export interface Person extends Numbered {
  /** Absent for somebody of whom only the number is known. */
  readonly name?: string;
  /** Texts a line. Throws `not_found` when the number is no line's. */
  text(to: Numbered | string, body: string): Promise<{ readonly messageId: string }>;
  /** Texts a line a one-time code. The world then knows it: `otp.issued`, `otp.used`, `otp.expired`. */
  otp(to: Numbered | string, options?: CodeOptions): Promise<SentCode>;
  /** Calls a line, and gives up after `ringFor` of the world's time. Default: at once. */
  call(
    to: Numbered | string,
    options?: { readonly ringFor?: Duration },
  ): Promise<{ readonly callId: string; readonly status: string }>;
  /** Calls a line and gives up at once: the agent finds a missed call. */
  missedCall(to: Numbered | string): Promise<{ readonly callId: string }>;
}

/** The people of a world. */
export interface People {
  /** Gives somebody a telephone, which no line will then be given. Throws `number_unavailable`, `number_protected`. */
  add(name: string, number: string): Promise<Person>;
  /** Everybody who was given a telephone, by a scenario too. */
  list(): Promise<readonly Person[]>;
}

/** Who there is in a world, as far as was asked. Names are known here, so that nobody need ask for each. */
export class PeopleBook implements People {
  readonly #ask: Ask;
  #numbers = new Map<string, string>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async add(name: string, number: string): Promise<Person> {
    const added = await this.#ask("control.people.add", { name, number });
    this.#numbers.set(added.name, added.number);
    return this.#personOf(added.number, added.name);
  }

  async list(): Promise<readonly Person[]> {
    const { people } = await this.#ask("control.people.list", {});
    this.#numbers = new Map(people.map(({ name, number }) => [name, number]));
    return people.map(({ name, number }) => this.#personOf(number, name));
  }

  /** Whoever has this number or this name. Throws `not_found` for a name that nobody was given. */
  find(numberOrName: string): Person {
    if (!/[a-z]/i.test(numberOrName)) return this.#personOf(numberOrName);
    return this.#personOf(this.numberOf(numberOrName), numberOrName);
  }

  readonly numberOf = (name: string): string => {
    const number = this.#numbers.get(name);
    if (number !== undefined) return number;
    const near = nearestName(name, this.#numbers.keys());
    const cure =
      near === undefined
        ? "people.add gives somebody a telephone, people.list asks anew who has one."
        : `Did you mean ${near}?`;
    const message = `Nobody here is called ${name}. ${cure}`;
    throw new RingbackError("not_found", message, { resource: "person", id: name });
  };

  #personOf(from: string, name?: string): Person {
    const ask = this.#ask;
    return {
      number: from,
      ...(name !== undefined && { name }),
      text: (to, body) => ask("control.people.text", { from, to: numberOf(to), body }),
      otp: async (to, { expiresIn, ...options } = {}) => {
        const life = expiresIn === undefined ? {} : { expiresIn: writeDuration(expiresIn) };
        const sent = await ask("control.people.otp", { ...options, ...life, from, to: numberOf(to) });
        const { expiresAt, ...code } = sent;
        return expiresAt === undefined ? code : { ...code, expiresAt: Date.parse(expiresAt) };
      },
      call: (to, { ringFor = "0s" } = {}) =>
        ask("control.people.call", { from, to: numberOf(to), ringFor: writeDuration(ringFor) }),
      missedCall: async (to) => {
        const { callId } = await ask("control.people.call", { from, to: numberOf(to) });
        return { callId };
      },
    };
  }
}

/** The number of a line or a person, or the number as it was spelt. */
export const numberOf = (party: Numbered | string): string => {
  // JavaScript may hand over nothing at all.
  const given = party as Numbered | string | undefined | null;
  if (typeof given === "string") return given;
  if (given?.number !== undefined) return given.number;
  throw new RingbackError(
    "validation_error",
    "`to` must be a line, a person or a number, and it is neither.",
  );
};
