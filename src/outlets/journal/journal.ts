import type { WorldEvent } from "../../contract/events.ts";
import type { EventLog } from "../../kernel/event-log.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { jsonTextOf } from "../../kernel/json-text.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import { RunningHash } from "./running-hash.ts";
import type { InputRecord } from "../../kernel/input-record.ts";

/** What a journal is written about: two streams of news and what its first line says. */
export interface JournalOptions {
  readonly events: EventLog<WorldEvent>;
  readonly inputs: EventLog<InputRecord>;
  readonly version: string;
  readonly seed: string;
  readonly scenarioHash: string | undefined;
  /** The instant at which the world began. Times are written as milliseconds since then. */
  readonly start: number;
  /** The start is the machine's own now, so that no instant may show in the journal. */
  readonly floating: boolean;
  /** Addresses of the agent's that differ from run to run: each is written as `{agent}`. */
  readonly hiddenAddresses?: readonly string[];
  /** Where lines go besides the hash. */
  readonly write?: ((line: string) => void) | undefined;
}

/** Everything that was put into a world and came of it, a JSON line each, and a hash of it all. */
export interface Journal {
  /** The hash of every line so far. Equal runs have equal hashes. */
  hash(): string;
  close(): void;
}

/** Jumps that only real time explains. They cannot be worked out again, so they are inputs. */
const unforeseenJumps: readonly string[] = ["quiet", "patience", "hold"];

/** Starts a journal with its first line and keeps it until it is closed. */
export const createJournal = (options: JournalOptions): Journal => {
  const { seed, version, start, floating } = options;
  const sum = new RunningHash();
  const hide = floating ? (text: string) => offsetInstants(text, start) : (text: string) => text;
  // An answer has been written out for whoever asked; a line about an event is written here only.
  const answerText = (value: object | null): string => (value === null ? "null" : hide(jsonTextOf(value)));
  const { hiddenAddresses = [] } = options;
  const write = (line: string): void => {
    const text = hiddenAddresses.reduce((rest, address) => rest.replaceAll(address, "{agent}"), line);
    sum.add(`${text}\n`);
    options.write?.(text);
  };
  const first: JsonObject = {
    journal: "ringback",
    format: 1,
    version,
    seed,
    scenario: options.scenarioHash ?? null,
    start: floating ? "now" : toMillisecondText(start),
  };
  write(JSON.stringify(first));
  // What a webhook or a tool answers may name the address under which ringback was asked, in the text of an error for one.
  const addresses = new Set<string>();
  const stopEvents = options.events.subscribe((event) => {
    if (event.type === "clock.jumped" && !unforeseenJumps.includes(event.signal)) return;
    const text = hide(writeEvent(event, start));
    write(event.type === "tool.called" ? hideAll(text, addresses) : text);
  });
  const stopInputs = options.inputs.subscribe((record) => {
    if (record.kind === "delivery") return write(hideAll(writeInput(record, start, answerText), addresses));
    const { origin } = record;
    if (origin !== "" && !addresses.has(origin))
      addresses.add(origin).add(origin.replace(/^https?:\/\//, ""));
    // Only what was asked and answered can name it. To look through the line would be to put the line together first.
    const toText = (value: object | null): string => answerText(value).replaceAll(origin, "{base}");
    return write(writeInput(record, start, toText));
  });
  return {
    hash: () => sum.read(),
    close: () => {
      stopEvents();
      stopInputs();
    },
  };
};

// Every event begins with its number, its instant and its name, in which the line differs; the rest is the same text.
const writeEvent = (event: WorldEvent, start: number): string => {
  const { seq, at, type } = event;
  const what = type === "clock.jumped" ? '"input":"jump"' : `"type":"${type}"`;
  const rest = JSON.stringify(event).slice(`{"seq":${seq},"at":${at},"type":"${type}"`.length);
  return `{"t":${at - start},${what}${rest}`;
};

const hideAll = (text: string, addresses: ReadonlySet<string>): string =>
  [...addresses].reduce((rest, address) => rest.replaceAll(address, "{base}"), text);

const writeInput = (record: InputRecord, start: number, toText: (value: object | null) => string): string => {
  const t = record.at - start;
  if (record.kind === "request") {
    const { operation, by, input, seq } = record;
    return `{"t":${t},"input":"request","n":${seq},"operation":"${operation}","by":"${by}","with":${toText(input)}}`;
  }
  if (record.kind === "delivery") {
    const { delivery, attempt, outcome, body } = record;
    return `{"t":${t},"input":"delivery","delivery":"${delivery}","attempt":${attempt},"outcome":${JSON.stringify(outcome)},"body":${JSON.stringify(body)}}`;
  }
  const { request, outcome, output } = record;
  return `{"t":${t},"answer":${request},"outcome":"${outcome}","output":${toText(output)}}`;
};

// A quotation mark after a backslash is one in the middle of a text, and what a colon follows is a name.
const offsetInstants = (text: string, start: number): string =>
  text.replace(
    /(\\?)"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z)"(?!:)/g,
    (all, backslash, instant: string) => (backslash === "" ? `"t+${Date.parse(instant) - start}"` : all),
  );
