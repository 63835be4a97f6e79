import type { ArrivingMessage, Carrier, People as NetworkPeople } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { OneTimeCode, Person, PersonAnswers } from "../../world/entities.ts";
import type { Manners } from "../../world/manners.ts";
import type { World } from "../../world/world.ts";
import { scriptAgent } from "../calls/script-agent.ts";
import { requireCallableNumber } from "../numbers/callable-number.ts";
import { readAddress } from "../numbers/read-address.ts";
import type { Codes } from "./codes.ts";

/** What may go with a text to a line of AgentPhone's. */
type TextExtras = Pick<ArrivingMessage, "channel" | "mediaUrls" | "groupId">;

/** What somebody does in a call of theirs besides letting it ring. */
export interface CallExtras {
  readonly says?: readonly string[] | undefined;
  /** They do only what they are told. */
  readonly played?: boolean | undefined;
  /** Somebody takes it at a line of the store's. */
  readonly answered?: boolean | undefined;
  /** A hosted agent says only what it is told as well. */
  readonly agentPlayed?: boolean | undefined;
}

/** What somebody is told to do when a line calls them. What is left out stays as it was. */
export interface Instruction {
  readonly answers?: PersonAnswers | undefined;
  /** Nothing to say: the usual few sentences. */
  readonly says?: readonly string[] | undefined;
  readonly played?: boolean | undefined;
  readonly agentPlayed?: boolean | undefined;
}

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

  /** Tells whoever has a number what to do when a line calls them, from now on. */
  async instruct(spelling: string, { played, agentPlayed, ...told }: Instruction): Promise<Manners> {
    const id = await requireCallableNumber(spelling);
    const { manners } = this.#world.tables;
    const { id: _id, played: before, ...known } = manners.get(id) ?? manners.insert({ id });
    const isPlayed = played ?? (agentPlayed === true || before !== undefined);
    const isBoth = agentPlayed ?? before === "both";
    const says = told.says ?? known.says;
    return manners.update(id, {
      answers: told.answers ?? known.answers,
      says: says?.length === 0 ? undefined : says,
      played: isPlayed ? (isBoth ? "both" : "person") : undefined,
    });
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

  /** The id of a text that a line sent: of that one, or of the last to somebody. Throws `not_found`. */
  async findSent(
    about: { readonly messageId: string } | { readonly line: string; readonly to: string },
  ): Promise<string> {
    if ("line" in about) return this.#lastSentTo((await readAddress(about.to)).value, about.line);
    const { messageId: id } = about;
    if (this.#world.tables.messages.get(id)?.direction === "outbound") return id;
    throw new RingbackError("not_found", `There is no text ${id} that a line sent.`, {
      resource: "message",
      id,
    });
  }

  /** Lets a number call one of our lines, which rings for so many milliseconds unless it is answered. Answers the id of the call. */
  async call(spelling: string, line: string, ringFor: number, more: CallExtras = {}): Promise<string> {
    const from = await requireCallableNumber(spelling);
    const to = await requireCallableNumber(line);
    const { answered, says, played, agentPlayed } = more;
    const call = { from, to, ringFor, ...(answered === true && { isAnswered: true }) };
    const manners = { ...(says !== undefined && { says }), ...(played === true && { played }) };
    const id = this.#network().call(call, manners);
    const { calls } = this.#world.tables;
    if (played === true && calls.get(id)?.takenBy === undefined) calls.update(id, { takenBy: "control" });
    if (agentPlayed === true) scriptAgent(calls, id);
    return id;
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
