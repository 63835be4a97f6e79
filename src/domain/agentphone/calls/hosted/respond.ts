import type { CallTurn } from "../../../../world/call-entities.ts";
import type { TurnReply } from "../../../calls/voice.ts";

/** How everything that was to be said is brought to an end. */
const goodbye: TurnReply = { text: "Thank you. Goodbye.", then: "hang up" };

/** How many of the lines were said in so many turns of a call. */
export interface Said {
  readonly lines: number;
  readonly turns: number;
}

const nothingSaid: Said = { lines: 0, turns: 0 };

/** What a hosted agent says next: the first of its lines that it has not yet said, and after all of them goodbye. */
export const respond = (lines: readonly string[], said: Said): TurnReply => {
  const line = lines[said.lines];
  return line === undefined ? goodbye : { text: line };
};

/**
 * Counts what was said of the lines, going on from where it was counted before. What was said besides, such as a greeting
 * or who is calling, is none of the lines and takes none of their turns.
 */
export const countSaid = (
  lines: readonly string[],
  turns: readonly CallTurn[],
  before: Said = nothingSaid,
): Said => {
  const from = before.turns > 0 ? before.turns : turns.findIndex(({ role }) => role === "user");
  if (from === -1) return nothingSaid;
  let said = before.lines;
  for (const { role, content, interrupted, digits } of turns.slice(from)) {
    if (role === "user" || digits === true) continue;
    const line = lines[said] ?? "";
    if (line === content || isSame(line, content, interrupted === true)) said += 1;
  }
  return { lines: said, turns: turns.length };
};

const isSame = (line: string, content: string, isCut: boolean): boolean => {
  const [wanted, words] = [evenly(line), evenly(content)];
  return isCut ? wanted.startsWith(words) : wanted === words;
};

const evenly = (text: string): string => text.trim().split(/\s+/).join(" ");
