import { countries } from "../../domain/numbers/countries.ts";
import { type KnownLine, type Session, textOf, type ToldEvent } from "./told-event.ts";
import { flowMap, quotedAsIs } from "./yaml-text.ts";

/** A line of the session. */
export interface CastLine extends KnownLine {
  /** What steps and expectations call it: its name in the file, or a reference to what the agent rented. */
  readonly reference: string;
  /** When the agent rented it, in milliseconds; absent where it was there before. */
  readonly rentedAt?: number;
  /** What waits for the agent to rent it, and what expects that. */
  readonly when?: string;
  readonly rental?: readonly string[];
  /** Whether nobody but the vendor's own model, or ringback's responder, spoke for it. */
  readonly isHosted: boolean;
}

/** With what an agent rents a line, by service. */
const rentals: Readonly<Record<string, string>> = {
  store: "store.purchases.create",
  agentphone: "agentphone.numbers.create",
};

const names: Readonly<Record<string, string>> = { store: "inbox", agentphone: "office" };

/** Every line of a session by its number: those of which an event tells, and those that were there already. */
export const findLines = ({ events, lines }: Session): ReadonlyMap<string, CastLine> => {
  const rentedByAgent = findRentals(events);
  const told = events.filter(({ type }) => type === "line.rented").map(lineOfEvent);
  const known = new Map([...told, ...Object.entries(lines)]);
  const counts = new Map<string, number>();
  const next = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return kind === "rented" || count > 1 ? `${kind}${count}` : kind;
  };
  const agents = new Map<string, string>();
  const agentOf = (original: string): string => {
    const name = agents.get(original) ?? next("desk");
    agents.set(original, name);
    return name;
  };
  const cast = [...known].map(([number, line]): [string, CastLine] => {
    const provider = line.provider === "store" ? "store" : "agentphone";
    const rentedAt = rentedByAgent.get(number);
    const isAttached = provider === "agentphone" && rentedAt === undefined && line.agent !== undefined;
    return [
      number,
      {
        provider,
        country: countryOf(provider, line.country),
        type: line.type,
        agent: isAttached ? agentOf(line.agent ?? "") : undefined,
        reference: rentedAt === undefined ? next(names[provider] ?? "line") : reference(next("rented")),
        isHosted: isHosted(events, number),
        ...(rentedAt !== undefined && {
          rentedAt,
          ...renting(provider, line.country, counts.get("rented") ?? 1),
        }),
      },
    ];
  });
  return new Map(cast);
};

/** How the agent's renting a line is told from its renting the others before. */
const renting = (provider: string, country: string, place: number): Pick<CastLine, "when" | "rental"> => {
  const others = Array.from({ length: place - 1 }, (_, before) => reference(`rented${before + 1}`));
  const [first, second] = others;
  const not = second === undefined ? first : `{ oneOf: [${others.join(", ")}] }`;
  const line = not === undefined ? undefined : `{ not: ${not} }`;
  const known = { provider, country: countryOf(provider, country) };
  return {
    when: `{ line.rented: ${flowMap({ line })} }`,
    rental: [`- line.rented: ${flowMap({ ...known, line })}`, `  capture: { rented${place}: line }`],
  };
};

const reference = (name: string): string => quotedAsIs("${" + name + "}");

const lineOfEvent = (event: ToldEvent): readonly [string, KnownLine] => [
  textOf(event, "line"),
  {
    provider: textOf(event, "provider"),
    country: textOf(event, "country"),
    type: textOf(event, "numberType"),
  },
];

/** Which lines the agent itself rented, and when: the request that did it is answered right after. */
const findRentals = (events: readonly ToldEvent[]): ReadonlyMap<string, number> => {
  const requests = new Set<ToldEvent>();
  const found = new Map<string, number>();
  for (const event of events) {
    if (event.type !== "line.rented") continue;
    const operation = rentals[textOf(event, "provider")];
    const request = events.find(
      (later) =>
        later.seq > event.seq &&
        later.type === "request.answered" &&
        later["operation"] === operation &&
        later["by"] === "agent" &&
        later["outcome"] === "ok" &&
        !requests.has(later),
    );
    const between =
      request &&
      events.some(({ type, seq }) => type === "scenario.started" && seq > event.seq && seq < request.seq);
    if (request === undefined || between === true) continue;
    requests.add(request);
    found.set(textOf(event, "line"), Date.parse(event.at));
  }
  return found;
};

const countryOf = (provider: string, country: string): string => {
  if (provider === "agentphone") return country === "CA" ? "CA" : "US";
  return countries.some(({ code }) => code === country) ? country : "US";
};

const isHosted = (events: readonly ToldEvent[], line: string): boolean =>
  events.some((event) => event.type === "turn.agent" && event["line"] === line) &&
  !events.some((event) => event.type === "webhook.queued" && event["channel"] === "voice");
