import type { Carrier, People as NetworkPeople } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { OneTimeCode, Person, PersonAnswers } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { requireCallableNumber } from "../numbers/callable-number.ts";
import type { Codes } from "./codes.ts";

/** A code to be texted. Without `code` one is drawn; `text` may say `${code}` where it goes. */
export interface CodeRequest {
  readonly from: string;
  readonly to: string;
  readonly digits: number;
  readonly code?: string | undefined;
  readonly text?: string | undefined;
  readonly expiresInMs?: number | undefined;
}

/** The people at the other end of the line: what they text, and whom they call. */
export class People {
  readonly #world: World;
  readonly #carrier: Carrier;

  readonly #codes: Codes;

  constructor(world: World, carrier: Carrier, codes: Codes) {
    this.#world = world;
    this.#carrier = carrier;
    this.#codes = codes;
  }

  /** Gives somebody a telephone. The number is never rented out afterwards. */
  async add(name: string, spelling: string, answers?: PersonAnswers): Promise<Person> {
    const number = await requireCallableNumber(spelling);
    const { lines, people } = this.#world.tables;
    if (lines.get(number) || people.get(number)) {
      throw new RingbackError("number_unavailable", `The number ${number} is already in use in this world.`, {
        number,
      });
    }
    this.#world.announce("person.added", { name, number });
    return people.insert({ id: number, name, ...(answers !== undefined && { answers }) });
  }

  /** Sends a text from a number to one of our lines. Answers the id that the line gave it. */
  async text(from: string, to: string, body: string): Promise<string> {
    const message = { from: await requireCallableNumber(from), to: await requireCallableNumber(to), body };
    this.#network().text(message);
    return lastOf(this.#world.tables.messages.by("line", message.to));
  }

  /** Lets a number call one of our lines, which rings for so many milliseconds. Answers the id of the call. */
  async call(from: string, to: string, ringFor: number): Promise<string> {
    const call = { from: await requireCallableNumber(from), to: await requireCallableNumber(to), ringFor };
    this.#network().call(call);
    return lastOf(this.#world.tables.calls.by("line", call.to));
  }

  /** Texts a one-time code and remembers it until it expires. */
  async sendCode(request: CodeRequest): Promise<OneTimeCode> {
    const from = await requireCallableNumber(request.from);
    const to = await requireCallableNumber(request.to);
    const code = request.code ?? this.#world.random("code", `${from}>${to}`).digits(request.digits);
    const body = request.text?.replaceAll("${code}", code) ?? `Your verification code is ${code}`;
    // In one step with the text: whoever waited for that may ask at once which code it brought.
    this.#network().text({ from, to, body });
    const messageId = lastOf(this.#world.tables.messages.by("line", to));
    const expiresAt =
      request.expiresInMs === undefined ? undefined : this.#world.clock.now() + request.expiresInMs;
    return this.#codes.issue({ from, to, code, messageId, expiresAt });
  }

  #network(): NetworkPeople {
    if (this.#carrier.people !== undefined) return this.#carrier.people;
    throw new RingbackError(
      "not_emulated",
      "The people on a real carrier hold telephones of their own: text or call with one.",
    );
  }
}

const lastOf = (rows: readonly { readonly id: string }[]): string => rows.at(-1)?.id ?? "";
