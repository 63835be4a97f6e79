import { createHash } from "node:crypto";
import type { WorldEvent } from "../../contract/events.ts";
import type { EventLog } from "../../kernel/event-log.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
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
  const sum = createHash("sha256");
  const hideInstants = floating ? offsetInstants(start) : undefined;
  const write = (line: JsonObject, origin?: string): void => {
    const plain = JSON.stringify(line, hideInstants);
    const text = origin === undefined ? plain : plain.replaceAll(origin, "{base}");
    sum.update(`${text}\n`);
    options.write?.(text);
  };
  write({
    journal: "ringback",
    format: 1,
    version,
    seed,
    scenario: options.scenarioHash ?? null,
    start: floating ? "now" : toMillisecondText(start),
  });
  const stopEvents = options.events.subscribe(({ seq: _seq, at, type, ...fields }) => {
    if (type !== "clock.jumped") return write({ t: at - start, event: type, ...fields });
    const { signal } = fields as { signal: string };
    if (unforeseenJumps.includes(signal)) write({ t: at - start, input: "jump", ...fields });
  });
  const stopInputs = options.inputs.subscribe(({ origin, ...record }) =>
    write(writeInput(record, start), origin),
  );
  return {
    hash: () => sum.copy().digest("hex"),
    close: () => {
      stopEvents();
      stopInputs();
    },
  };
};

type WithoutOrigin<Record> = Record extends InputRecord ? Omit<Record, "origin"> : never;

const writeInput = (record: WithoutOrigin<InputRecord>, start: number): JsonObject => {
  const t = record.at - start;
  if (record.kind === "request") {
    const { operation, by, input, seq } = record;
    return { t, input: "request", n: seq, operation, by, with: input };
  }
  return { t, answer: record.request, outcome: record.outcome, output: record.output };
};

const offsetInstants =
  (start: number) =>
  (_key: string, value: unknown): unknown =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(value)
      ? `t+${Date.parse(value) - start}`
      : value;
