import type { Json } from "../../kernel/json.ts";
import type { ConditionContext } from "../match/read-condition.ts";
import type { Times } from "../scenario.ts";
import { quote } from "../source/quote.ts";

const cure = "Write a whole number such as 2, or bounds such as { gte: 1, lte: 3 }.";

/** Reads how often something is expected: `2` for exactly twice, or bounds. Mistakes are reported. */
export const readTimes = (written: Json, report: ConditionContext["report"]): Times | undefined => {
  if (typeof written === "string") {
    const count = readCount(written);
    if (count !== undefined) return { least: count, most: count };
    report([], { message: `${quote(written)} does not fit here.`, cure });
    return undefined;
  }
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    report([], { code: "wrong_kind", message: "`times` must be a number or a map of bounds.", cure });
    return undefined;
  }
  let times: Times | undefined = {};
  for (const [key, value] of Object.entries(written)) {
    const text = typeof value === "string" ? value : "";
    const count = readCount(text);
    const bound = count === undefined ? undefined : boundOf(key, count);
    if (bound === undefined) {
      const isKey = boundOf(key, 0) !== undefined;
      const message = isKey ? `${quote(text)} does not fit here.` : `${quote(key)} is no bound.`;
      report([key], { ...(!isKey && { code: "unknown_key" }), message, cure }, isKey ? undefined : "atKey");
      times = undefined;
    } else times = times && narrow(times, bound);
  }
  if (times === undefined) return undefined;
  const { least = 0, most = Number.POSITIVE_INFINITY } = times;
  if (least > most) report([], { message: "No number fits these bounds.", cure });
  else if (least > 0 || most < Number.POSITIVE_INFINITY) return times;
  else report([], { message: "Any number fits these bounds.", cure });
  return undefined;
};

/** Both hold, whichever of them says more. */
const narrow = (one: Times, other: Times): Times => {
  const least = Math.max(one.least ?? 0, other.least ?? 0);
  const most = Math.min(one.most ?? Number.POSITIVE_INFINITY, other.most ?? Number.POSITIVE_INFINITY);
  return { ...(least > 0 && { least }), ...(most < Number.POSITIVE_INFINITY && { most }) };
};

const boundOf = (key: string, count: number): Times | undefined => {
  if (key === "gte") return { least: count };
  if (key === "gt") return { least: count + 1 };
  if (key === "lte") return { most: count };
  if (key === "lt") return { most: count - 1 };
  return undefined;
};

const readCount = (written: string): number | undefined =>
  /^\d{1,9}$/.test(written) ? Number(written) : undefined;

/** How often, in words that follow what is expected; nothing for at least once. */
export const explainTimes = ({ least = 0, most }: Times): string => {
  if (most === undefined) return least === 1 ? "" : `, at least ${count(least)}`;
  if (most === 0) return ", not once";
  if (least === most) return `, exactly ${count(most)}`;
  return least === 0 ? `, at most ${count(most)}` : `, ${least} to ${most} times`;
};

/** A number of times in words: once, twice, 3 times. */
export const count = (times: number): string =>
  times === 0 ? "never" : times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
