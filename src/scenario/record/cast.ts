import { countries } from "../../domain/numbers/countries.ts";
import { findOtherNames, findOwnNames } from "./private-parts.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { type CastLine, findLines } from "./find-lines.ts";
import { type Session, textOf } from "./told-event.ts";
import { flowMap, quotedAsIs } from "./yaml-text.ts";

/** Who and what took part in a session, under the names that they have in the recording. */
export class Cast {
  readonly #session: Session;
  readonly #pseudonyms: Pseudonyms;
  readonly #lines: ReadonlyMap<string, CastLine>;
  readonly #people = new Map<string, string>();

  constructor(session: Session, pseudonyms: Pseudonyms) {
    this.#session = session;
    this.#pseudonyms = pseudonyms;
    this.#lines = findLines(session);
    for (const { type, ...event } of session.events) {
      if (type === "message.received" || type === "call.received") this.#meet(String(event["from"]));
      if (type === "message.sent" || type === "call.placed") this.#meet(String(event["to"]));
    }
    this.#learnNames(findOwnNames, false);
    this.#takeNames();
    this.#learnNames(findOtherNames, true);
    this.#learnOthers();
  }

  /** The line with a number, if it is one. */
  line(number: string): CastLine | undefined {
    return this.#lines.get(number);
  }

  /** The lines that the agent rented, in that order. */
  get rented(): readonly CastLine[] {
    return [...this.#lines.values()].filter(({ rentedAt }) => rentedAt !== undefined);
  }

  /** What somebody is called in the recording who is no line. */
  person(number: string): string | undefined {
    return this.#people.get(number);
  }

  /** The sections `people`, `agents` and `lines`. */
  print(webhook: string | undefined): readonly string[] {
    const people = [...this.#people].map(([number, name]) => {
      const standIn = this.#pseudonyms.number(number);
      return `  ${name}: ${flowMap({ number: standIn, imessage: number.includes("@") ? "true" : undefined })}`;
    });
    const lines = [...this.#lines].filter(([, { rentedAt }]) => rentedAt === undefined);
    const agents = new Set(lines.flatMap(([, { agent }]) => agent ?? []));
    return [
      ...section("people", people),
      ...section(
        "agents",
        [...agents].map((name) => `  ${name}: ${this.#printAgent(name, webhook)}`),
      ),
      ...section(
        "lines",
        lines.map(([number, line]) => `  ${line.reference}: ${this.#printLine(number, line)}`),
      ),
    ];
  }

  #meet(number: string): void {
    if (this.#lines.has(number) || this.#people.has(number)) return;
    this.#people.set(number, this.#pseudonyms.newName());
    this.#pseudonyms.number(number);
  }

  /** How somebody introduces themselves is their name everywhere, and so is what the agent calls them. */
  #learnNames(find: (text: string) => readonly (readonly string[])[], isLines: boolean): void {
    for (const event of this.#session.events) {
      const isSaid = isLines ? /^(?:message\.sent|turn\.agent)$/ : /^(?:message\.received|turn\.user)$/;
      if (!isSaid.test(event.type)) continue;
      const person = this.person(textOf(event, "from")) ?? this.person(textOf(event, "to"));
      for (const [first = "", ...further] of find(textOf(event, "body") || textOf(event, "text"))) {
        if (person === undefined) this.#pseudonyms.name(first);
        else this.#pseudonyms.alias(first, person);
        for (const name of further) this.#pseudonyms.familyName(name);
      }
    }
  }

  /** Whoever is only spoken of has a name of their own. */
  #learnOthers(): void {
    for (const event of this.#session.events) {
      const text = textOf(event, "body") || textOf(event, "text");
      for (const [first = "", ...further] of [...findOtherNames(text), ...findOwnNames(text)]) {
        if (first !== "") this.#pseudonyms.name(first);
        for (const name of further) this.#pseudonyms.familyName(name);
      }
    }
  }

  /** What people were called in the session before. */
  #takeNames(): void {
    const named = Object.entries(this.#session.people).map(([name, { number }]) => [number, name] as const);
    const added = this.#session.events
      .filter(({ type }) => type === "person.added")
      .map((event) => [textOf(event, "number"), textOf(event, "name")] as const);
    for (const [number, name] of [...added, ...named]) {
      const known = this.#people.get(number);
      if (known === undefined) this.#pseudonyms.name(name);
      else this.#pseudonyms.alias(name, known);
    }
  }

  #printAgent(name: string, webhook: string | undefined): string {
    const isHosted = [...this.#lines.values()].some((line) => line.agent === name && line.isHosted);
    if (isHosted) return flowMap({ voiceMode: "hosted", prompt: "You answer the telephone. You are brief." });
    return flowMap({
      voiceMode: "webhook",
      webhook: webhook && quotedAsIs("${env.AGENT_URL}" + webhook),
    });
  }

  #printLine(number: string, { provider, country, type, agent }: CastLine): string {
    const isAmerican = country === "US" || country === "CA";
    return flowMap({
      provider,
      country,
      type: isOffered(provider, country, type) ? type : undefined,
      number: isAmerican ? this.#pseudonyms.number(number, country) : undefined,
      agent,
    });
  }
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines, ""];

const isOffered = (provider: string, country: string, type: string): boolean =>
  provider === "agentphone"
    ? type === "imessage"
    : (countries.find(({ code }) => code === country)?.numberTypes ?? []).some(
        (offered) => offered === type && type !== "local",
      );
