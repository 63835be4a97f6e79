import { printDuration } from "../../fields/print-duration.ts";
import type { ExpectationRow, World } from "../../run-rows.ts";
import { limitOf } from "../watch/limit-of.ts";
import type { RunView } from "./run-view.ts";

type Requests = ReturnType<World["requests"]["after"]>;

/**
 * That the agent asked the same again and again while a deadline held time back, and gave up before that fell; undefined
 * where it did not end so. Without this a story that went on without the agent reads as if it had looked away.
 */
export const tellStandstill = (
  { clock, requests }: World,
  view: RunView,
  rows: readonly ExpectationRow[],
): string | undefined => {
  if (clock.mode() !== "auto") return undefined;
  const asked = lastRepeated(requests.after(0));
  const at = asked[0]?.at;
  if (at === undefined || asked.length < 2) return undefined;
  const holder = holderAt(at, view, rows);
  if (holder === undefined) return undefined;
  const { limit, line, within } = holder;
  // Only a story that goes on after the deadline was held back by it.
  if (!view.events.some((event) => event.at > limit && !ofDeadlines.includes(event.type))) return undefined;
  const stood = printDuration(at - view.run.startedAt);
  return `Time stood at ${stood} while the agent asked ${asked.length} times: the deadline of line ${line} (${printDuration(within)}) held it back, and the agent gave up before --patience was over.`;
};

/** What happens whenever its time has come, whether or not the story goes on. */
const ofDeadlines: readonly string[] = ["expectation.overdue", "otp.expired", "request.answered"];

/** The agent's last requests, as far back as it asked the same at the same instant. */
const lastRepeated = (requests: Requests): Requests => {
  const asked = requests.filter(({ by }) => by === "agent");
  const last = asked.at(-1);
  const other = asked.findLastIndex(
    ({ at, operation, input }) =>
      at !== last?.at || operation !== last.operation || JSON.stringify(input) !== JSON.stringify(last.input),
  );
  return asked.slice(other + 1);
};

/** The deadline that came next at an instant, among those that were missed. */
const holderAt = (at: number, { scenario: { expect = [] } }: RunView, rows: readonly ExpectationRow[]) =>
  rows
    .flatMap((row) => {
      const expectation = expect[row.place];
      const limit = expectation && limitOf(expectation, row);
      if (expectation === undefined || limit === undefined || row.armedAt === undefined) return [];
      if (!row.overdue || row.armedAt > at || limit < at) return [];
      return [{ limit, line: expectation.where.line, within: limit - row.armedAt }];
    })
    .toSorted((one, other) => one.limit - other.limit)[0];
