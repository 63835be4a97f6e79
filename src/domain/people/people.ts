import type { Carrier, People as NetworkPeople } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { OneTimeCode, Person } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { requireCallableNumber } from "../numbers/callable-number.ts";

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

  constructor(world: World, carrier: Carrier) {
    this.#world = world;
    this.#carrier = carrier;
  }

  /** Gives somebody a telephone. The number is never rented out afterwards. */
  async add(name: string, spelling: string): Promise<Person> {
    const number = await requireCallableNumber(spelling);
    const { lines, people } = this.#world.tables;
    if (lines.get(number) || people.get(number)) {
      throw new RingbackError("number_unavailable", `The number ${number} is already in use in this world.`, {
        number,
      });
    }
    this.#world.announce("person.added", { name, number });
    return people.insert({ id: number, name });
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
  async sendCode(request: CodeRequest): Promise<{ oneTimeCode: OneTimeCode; messageId: string }> {
    const from = await requireCallableNumber(request.from);
    const to = await requireCallableNumber(request.to);
    const code = request.code ?? this.#world.random("code", `${from}>${to}`).digits(request.digits);
    const body = request.text?.replaceAll("${code}", code) ?? `Your verification code is ${code}`;
    const messageId = await this.text(from, to, body);
    const expiresAt =
      request.expiresInMs === undefined ? undefined : this.#world.clock.now() + request.expiresInMs;
    const oneTimeCode = this.#world.tables.oneTimeCodes.insert({
      id: this.#world.nextId("otp"),
      from,
      to,
      code,
      expiresAt,
      expired: false,
    });
    this.#announceCode(oneTimeCode, messageId);
    return { oneTimeCode, messageId };
  }

  /** A code ran out. */
  expireCode(id: string): void {
    const { from, to, code } = this.#world.tables.oneTimeCodes.update(id, { expired: true });
    this.#world.announce("otp.expired", { from, to, code, otpId: id });
  }

  #announceCode({ id, from, to, code, expiresAt }: OneTimeCode, messageId: string): void {
    const fields = { from, to, code, otpId: id, messageId };
    if (expiresAt === undefined) return this.#world.announce("otp.issued", fields);
    this.#world.announce("otp.issued", { ...fields, expiresAt: toMillisecondText(expiresAt) });
    const payload = { otpId: id };
    this.#world.clock.schedule({
      at: expiresAt,
      class: "upkeep",
      kind: "code.expiry",
      payload,
      boundsQuiet: true,
    });
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
