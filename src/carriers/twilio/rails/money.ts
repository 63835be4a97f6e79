import { RingbackError } from "../../../kernel/errors.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import type { CameIn, RealAct } from "./rails.ts";

/** What an act costs at most. All in millionths of a US dollar. */
export interface Cost {
  readonly most: number;
  /** The part of it that the price Twilio gives for a call leaves out. */
  readonly beside: number;
  /** Of a call: what each begun minute costs, how much of that is beside, and what comes once, which is all beside. */
  readonly call?: CallCost;
}

export interface CallCost {
  readonly minute: number;
  readonly minuteBeside: number;
  readonly once: number;
}

/** Upper bounds for the numbers of some countries. Nothing that ringback has asked Twilio for: prices as they are known, rounded up well. */
interface Zone {
  /** How their numbers begin; none means everybody else. */
  readonly numbers: RegExp | undefined;
  readonly countries: readonly string[];
  /** One segment, with the fee of the network that takes it. */
  readonly segment: number;
  readonly media: number;
  /** A segment that comes in, and a text with files that does. */
  readonly segmentIn: number;
  readonly mediaIn: number;
  readonly minuteOut: number;
  readonly minuteIn: number;
  /** One month, by kind; `other` for kinds not named. */
  readonly month: Readonly<Record<string, number>> & { readonly other: number };
}

// Of the shared +1 plan these area codes are islands and the far north, which are dear.
const dearAreas =
  "242|246|264|268|284|340|345|441|473|649|658|664|670|671|684|721|758|767|784|787|809|829|849|868|869|867|876|907|939";

const zones: readonly Zone[] = [
  {
    numbers: new RegExp(`^\\+1(?!${dearAreas})`),
    countries: ["US", "CA"],
    segment: 20_000,
    media: 40_000,
    segmentIn: 15_000,
    mediaIn: 40_000,
    minuteOut: 30_000,
    minuteIn: 25_000,
    month: { local: 1_500_000, tollfree: 2_500_000, other: 2_500_000 },
  },
  {
    numbers: /^\+(?:3[0-46]|35[123]|358|39|4[01345679]|48|5[257]|6[0145]|81|82|91)/,
    countries: "AU AT BE BR CH DE DK ES FI FR GB IE IN IT JP KR MX MY NL NO NZ PL PT SE SG".split(" "),
    segment: 200_000,
    media: 300_000,
    segmentIn: 30_000,
    mediaIn: 100_000,
    minuteOut: 600_000,
    minuteIn: 100_000,
    month: { local: 10_000_000, other: 35_000_000 },
  },
  {
    numbers: undefined,
    countries: [],
    segment: 500_000,
    media: 500_000,
    segmentIn: 100_000,
    mediaIn: 200_000,
    minuteOut: 4_000_000,
    minuteIn: 300_000,
    month: { other: 60_000_000 },
  },
];

const relayMinute = 80_000;
const recordingMinute = 5_000;
const machineDetection = 10_000;

/** The upper bound that is set aside for an act. */
export const costOf = (act: RealAct, settings: Pick<RealSettings, "record" | "detectMachines">): Cost => {
  switch (act.do) {
    case "text":
      return {
        ...free,
        most: amount(act.segments) * zoneOf(act.to).segment + amount(act.media, 0) * zoneOf(act.to).media,
      };
    case "call":
      return callCost(act.seconds, {
        connection: zoneOf(act.to).minuteOut,
        minuteBeside: talking(settings),
        once: settings.detectMachines ? machineDetection : 0,
      });
    case "take":
      return callCost(act.seconds, {
        connection: zoneOf(act.to).minuteIn,
        minuteBeside: talking(settings),
        once: 0,
      });
    case "transfer":
      return callCost(act.seconds, {
        connection: zoneOf(act.to).minuteOut,
        minuteBeside: settings.record ? recordingMinute : 0,
        once: 0,
      });
    case "buy":
      return { ...free, most: monthOf(act.country, act.kind) };
    case "press":
    case "release":
      return free;
  }
};

/** The upper bound of what a text costs that has come to a number of ours. */
export const costOfComing = ({ to, segments, hasFiles }: CameIn): number => {
  const { segmentIn, mediaIn } = zoneOf(to);
  return (Math.max(1, Math.ceil(segments)) || 1) * segmentIn + (hasFiles ? mediaIn : 0);
};

/** What a call costs at most, and beside Twilio's price for it, when it has lasted so many seconds. One that nobody took is free. */
export const costOfSeconds = (
  seconds: number,
  { minute, minuteBeside, once }: CallCost,
): Omit<Cost, "call"> => {
  const minutes = Math.ceil(Math.max(0, seconds) / 60);
  if (minutes === 0) return free;
  return { most: minutes * minute + once, beside: minutes * minuteBeside + once };
};

const free: Cost = { most: 0, beside: 0 };

const callCost = (
  seconds: number,
  {
    connection,
    minuteBeside,
    once,
  }: { readonly connection: number; readonly minuteBeside: number; readonly once: number },
): Cost => {
  const call = { minute: connection + minuteBeside, minuteBeside, once };
  return { ...costOfSeconds(amount(seconds), call), call };
};

const talking = ({ record }: { readonly record: boolean }): number =>
  relayMinute + (record ? recordingMinute : 0);

// Something that is no count must not turn into money that compares as nothing.
const amount = (count: number, least = 1): number => {
  if (Number.isFinite(count)) return Math.max(least, Math.ceil(count));
  throw new RingbackError(
    "internal_error",
    `${count} is no number of segments, files or seconds. This is a bug in ringback.`,
  );
};

const everywhereElse = zones.at(-1) as Zone;

const zoneOf = (e164: string): Zone => zones.find(({ numbers }) => numbers?.test(e164)) ?? everywhereElse;

const monthOf = (country: string, kind: string): number => {
  const { month } =
    zones.find(({ countries }) => countries.includes(country.toUpperCase())) ?? everywhereElse;
  const name = kind.toLowerCase().replace(/[^a-z]/g, "");
  return Object.hasOwn(month, name) ? (month[name] ?? month.other) : month.other;
};

/** Millionths of a US dollar as `$0.02`, with as many decimals as it takes. */
export const inDollars = (millionths: number): string => {
  const digits = String(Math.abs(millionths)).padStart(7, "0");
  const decimals = digits.slice(-6).replace(/0{1,4}$/, "");
  return `${millionths < 0 ? "-" : ""}$${digits.slice(0, -6)}.${decimals}`;
};
