import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { TwilioAccount } from "../settings/real-settings.ts";
import { exchange, type Request } from "./exchange.ts";
import { jsonOf, judge, unreadable } from "./judge.ts";
import { persist } from "./persist.ts";
import type { TwilioClock } from "./twilio-clock.ts";

/** One thing to ask of Twilio. */
export interface Question<Answer> {
  readonly method: Request["method"];
  readonly url: string;
  /** In words that follow "to", as in `send a text`. */
  readonly what: string;
  readonly form?: string;
  /** What the form holds that no error may repeat, such as the words of a text. */
  readonly confided?: readonly (string | undefined)[];
  /** Called before it is asked, each time. What it throws is thrown, and Twilio is not asked. */
  readonly before?: (() => void) | undefined;
  /** Reads the JSON of the answer; undefined where it is not what it has to be. */
  readonly read: (json: unknown) => Answer | undefined;
}

/** Asks, and asks again where that does no harm. */
export type Ask = <Answer>(question: Question<Answer>) => Promise<Answer>;

/** How much JSON is read, in bytes: a page of a thousand long texts fits in. */
const mostJson = 8_000_000;

/** Shorter words stand in any sentence. */
const shortestConfided = 4;

export const createAsk = (account: TwilioAccount, realTime: RealTime, clock: TwilioClock): Ask => {
  const authorization = authorizationOf(account);
  return async ({ method, url, what, form, confided = [], before, read }) => {
    const words = confided.filter((text) => text !== undefined && text.length >= shortestConfided);
    const purpose = { what, secrets: [...secretsOf(account), ...(words as readonly string[])] };
    const request = { method, url, accept: "application/json", authorization, form, mostBytes: mostJson };
    return persist(async () => {
      before?.();
      const exchanged = await exchange(request, realTime);
      if ("headers" in exchanged) clock.heard(exchanged.headers);
      const verdict = judge(exchanged, method, purpose);
      if (!("answer" in verdict)) return verdict;
      const answer = read(jsonOf(verdict.answer.bytes));
      return answer === undefined ? unreadable(method, purpose) : { answer };
    }, realTime);
  };
};

/** How requests say whose they are. */
export const authorizationOf = ({ user, password }: TwilioAccount): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** What of the account may stand nowhere. */
export const secretsOf = (account: TwilioAccount): readonly string[] => [
  authorizationOf(account).slice("Basic ".length),
  account.password,
  account.authToken,
];
