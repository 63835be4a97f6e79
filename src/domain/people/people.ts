import type { ArrivingMessage, Carrier, People as NetworkPeople } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { OneTimeCode, Person, PersonAnswers } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { requireCallableNumber } from "../numbers/callable-number.ts";
import { readAddress } from "../numbers/read-address.ts";
import type { Codes } from "./codes.ts";

/** What may go with a text to a line of AgentPhone's. */
type TextExtras = Pick<ArrivingMessage, "channel" | "mediaUrls" | "groupId">;

/** A message by its id, or the last one that a line sent to whoever reacts. */
type ReactedTo = { readonly messageId: string } | { readonly line: string };

/** A code to be texted. Without `code` one is drawn; `text` may say `${code}` where it goes. */
export interface CodeRequest {
  readonly from: string;
  readonly to: string;
  readonly digits: number;
  readonly code?: string | undefined;
  readonly text?: string | undefined;
  readonly expiresInMs?: number | undefined;
}

/** What there is to say of somebody: what they do when called, and whether they have iMessage. */
export interface PersonTraits extends Pick<Person, "imessage" | "appleId"> {
  readonly answers?: PersonAnswers | undefined;
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
  async add(name: string, spelling: string, traits: PersonTraits = {}): Promise<Person> {
    const number = await requireCallableNumber(spelling);
    const { lines, people } = this.#world.tables;
    if (lines.get(number) || people.get(number)) {
      throw new RingbackError("number_unavailable", `The number ${number} is already in use in this world.`, {
        number,
      });
    }
    this.#world.announce("person.added", { name, number });
    const { answers, ...imessage } = traits;
    return people.insert({ id: number, name, ...(answers !== undefined && { answers }), ...imessage });
  }

  /** Sends a text from a number to one of our lines. Answers the id that the line gave it. */
  async text(from: string, to: string, body: string, more: TextExtras = {}): Promise<string> {
    const line = await requireCallableNumber(to);
    const message = { ...more, from: await this.#sender(from, line), to: line, body };
    if (this.#world.tables.lines.get(line)?.provider === "store") refuseExtras(line, more);
    this.#network().text(message);
    return lastOf(this.#world.tables.messages.by("line", line));
  }

  /** Puts a tapback on a message that a line sent or received: that one, or the last that the line sent to somebody. */
  async react(from: string, about: ReactedTo, reaction: string): Promise<string> {
    const { value: sender } = await readAddress(from);
    const messageId = "messageId" in about ? about.messageId : await this.#lastSentTo(sender, about.line);
    this.#network().react({ from: sender, messageId, reaction });
    return messageId;
  }

  /** Lets a number call one of our lines, which rings for so many milliseconds. Answers the id of the call. */
  async call(from: string, to: string, ringFor: number): Promise<string> {
    const call = { from: await requireCallableNumber(from), to: await requireCallableNumber(to), ringFor };
    this.#network().call(call);
    return lastOf(this.#world.tables.calls.by("line", call.to));
  }

  /** Texts a one-time code and remembers it until it expires. */
  async sendCode(request: CodeRequest): Promise<OneTimeCode> {
    const to = await requireCallableNumber(request.to);
    const from = await this.#sender(request.from, to);
    const code = request.code ?? this.#world.random("code", `${from}>${to}`).digits(request.digits);
    const body = request.text?.replaceAll("${code}", code) ?? `Your verification code is ${code}`;
    // In one step with the text: whoever waited for that may ask at once which code it brought.
    this.#network().text({ from, to, body });
    const messageId = lastOf(this.#world.tables.messages.by("line", to));
    const expiresAt =
      request.expiresInMs === undefined ? undefined : this.#world.clock.now() + request.expiresInMs;
    return this.#codes.issue({ from, to, code, messageId, expiresAt });
  }

  // The store's texts come from telephones; AgentPhone's from short codes and Apple IDs as well.
  async #sender(spelling: string, line: string): Promise<string> {
    const isPhoneLine = this.#world.tables.phoneNumbers.by("active", line).length > 0;
    return isPhoneLine ? (await readAddress(spelling)).value : requireCallableNumber(spelling);
  }

  async #lastSentTo(participant: string, spelling: string): Promise<string> {
    const line = await requireCallableNumber(spelling);
    const { phoneNumbers, conversations, messages } = this.#world.tables;
    const numberId = phoneNumbers.by("active", line)[0]?.id ?? "";
    // In a group a line writes to everybody who is in it.
    const groups = conversations
      .by("number", numberId)
      .filter(({ participants }) => participants.some(({ identifier }) => identifier === participant));
    const sent = [...conversations.by("thread", `${numberId} ${participant}`), ...groups]
      .flatMap(({ id }) => messages.by("conversation", id))
      .filter(({ direction }) => direction === "outbound");
    const last = sent.toSorted((one, other) => one.receivedAt - other.receivedAt).at(-1);
    if (last !== undefined) return last.id;
    throw new RingbackError("not_found", `The line ${line} has sent ${participant} no message yet.`, {
      resource: "message",
      line,
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

/** A line of the store has plain texts only: what else was sent must not vanish without a word. */
const refuseExtras = (line: string, { channel = "sms", mediaUrls = [], groupId }: TextExtras): void => {
  if (channel === "sms" && mediaUrls.length === 0 && groupId === undefined) return;
  throw new RingbackError(
    "unsupported_configuration",
    `The line ${line} is one of the store's: it takes plain texts, without media, groups or iMessage.`,
    { field: "channel", allowed: ["sms"] },
  );
};

const lastOf = (rows: readonly { readonly id: string }[]): string => rows.at(-1)?.id ?? "";
