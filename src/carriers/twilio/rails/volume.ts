import { createHash } from "node:crypto";
import { RingbackError } from "../../../kernel/errors.ts";
import type { RealLimits } from "../settings/real-settings.ts";
import type { RealState } from "../state/real-state.ts";
import { maskNumber } from "./masked.ts";
import type { RealAct } from "./rails.ts";

type Reached = RealState["past"][number];

/** Somebody's telephone that an act makes ring or buzz, if it does. */
const reachOf = (act: RealAct): { readonly do: Reached["do"]; readonly to: string } | undefined => {
  if (act.do === "text") return { do: "text", to: act.to };
  return act.do === "call" || act.do === "transfer" ? { do: "call", to: act.to } : undefined;
};

/** How many texts went or calls were placed within the last hour. What a clock set back has put in the future counts. */
export const countOfHour = ({ past }: RealState, what: Reached["do"], now: number): number =>
  ofHour(past, what, now).length;

/** Notes that somebody is reached, and forgets what is older than a day. */
export const noteReach = (state: RealState, act: RealAct, now: number): void => {
  const reach = reachOf(act);
  if (reach === undefined) return;
  state.past = [
    ...state.past.filter(({ at }) => at > now - day),
    { at: now, do: reach.do, to: nameOf(state, reach.to) },
  ];
};

/** Throws `sending_limited` where an act would come too often or too soon. */
export const requireQuietEnough = (act: RealAct, { state, live, limits, now }: Volume): void => {
  if ((act.do === "call" || act.do === "take") && !(live < limits.liveCalls)) throw tooManyLive(limits);
  const reach = reachOf(act);
  if (reach === undefined) return;
  const most = reach.do === "text" ? limits.textsPerHour : limits.callsPerHour;
  const sent = ofHour(state.past, reach.do, now);
  if (!(sent.length < most)) throw tooManyThisHour(reach.do, most, sent, now);
  const name = nameOf(state, reach.to);
  // What lies in the future was before a clock was set back, and must not make it longer.
  const before = state.past.filter(({ do: what, to, at }) => what === reach.do && to === name && at <= now);
  const since = now - Math.max(...before.map(({ at }) => at));
  if (!(since >= limits.recipientGapMs)) throw tooSoon(reach, limits.recipientGapMs - since);
};

interface Volume {
  readonly state: RealState;
  readonly live: number;
  readonly limits: RealLimits;
  readonly now: number;
}

const hour = 3_600_000;
const day = 24 * hour;

const ofHour = (past: readonly Reached[], what: Reached["do"], now: number): readonly Reached[] =>
  past.filter((one) => one.do === what && one.at > now - hour);

const nameOf = ({ account }: RealState, to: string): string =>
  createHash("sha256").update(`${account} ${to}`).digest("hex").slice(0, 32);

const tooManyLive = ({ liveCalls, callSeconds }: RealLimits): RingbackError =>
  new RingbackError(
    "sending_limited",
    `As many calls are live as may be at once: ${liveCalls}. Wait until one is over, or raise RINGBACK_REAL_LIVE_CALLS.`,
    { retryAfterSeconds: callSeconds },
  );

const tooManyThisHour = (
  what: Reached["do"],
  most: number,
  sent: readonly Reached[],
  now: number,
): RingbackError => {
  const words = what === "text" ? "texts may be sent" : "calls may be placed";
  const switchName = what === "text" ? "RINGBACK_REAL_TEXTS_PER_HOUR" : "RINGBACK_REAL_CALLS_PER_HOUR";
  const opening = sent.map(({ at }) => at).sort((one, other) => one - other)[sent.length - most];
  return new RingbackError(
    "sending_limited",
    `Within an hour at most ${most} ${words}, and so many were. Wait a while, or raise ${switchName}.`,
    opening === undefined ? {} : { retryAfterSeconds: secondsOf(opening + hour - now) },
  );
};

const tooSoon = (
  { do: what, to }: { readonly do: Reached["do"]; readonly to: string },
  wait: number,
): RingbackError =>
  new RingbackError(
    "sending_limited",
    `${maskNumber(to)} was ${what === "text" ? "sent a text" : "called"} a moment ago. Try again in ${secondsOf(wait)} seconds.`,
    { retryAfterSeconds: secondsOf(wait) },
  );

const secondsOf = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));
