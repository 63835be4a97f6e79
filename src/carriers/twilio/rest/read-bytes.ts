import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { TwilioAccount } from "../settings/real-settings.ts";
import type { ApiAddress } from "./api-address.ts";
import { authorizationOf, secretsOf } from "./ask.ts";
import { exchange, type Exchanged } from "./exchange.ts";
import { judge, type Verdict } from "./judge.ts";
import { persist } from "./persist.ts";
import type { Twilio } from "./twilio.ts";
import { TwilioRefused } from "./twilio-errors.ts";

/** The largest file that is fetched, in bytes. */
const mostBytes = 20_000_000;

/** Twilio sends readers of media on once or twice. */
const mostHops = 4;

interface Parts {
  readonly account: TwilioAccount;
  readonly address: ApiAddress;
  readonly realTime: RealTime;
}

type Found = Awaited<ReturnType<Twilio["readBytes"]>> | { readonly nextUrl: string };

/** Fetches files: with credentials from the API, and without them from where the API sends on to. */
export const createReadBytes = ({ account, address, realTime }: Parts): Twilio["readBytes"] => {
  const purpose = { what: "read a file", secrets: secretsOf(account) };
  const attempt = async (url: string, authorization: string | undefined): Promise<Verdict<Found>> => {
    const request = { method: "GET", url, accept: "*/*", authorization, mostBytes } as const;
    const exchanged = await exchange(request, realTime);
    const nextUrl = sentOnTo(exchanged, url);
    if (nextUrl !== undefined) return { answer: { nextUrl } };
    const verdict = judge(exchanged, "GET", purpose);
    if (!("answer" in verdict)) return verdict;
    const { bytes, headers } = verdict.answer;
    return { answer: { bytes, contentType: headers.get("content-type") ?? "application/octet-stream" } };
  };
  return async (named) => {
    let url = address.own(named);
    for (let hop = 0; hop <= mostHops; hop += 1) {
      const authorization = hop === 0 ? authorizationOf(account) : undefined;
      const found = await persist(() => attempt(url, authorization), realTime);
      if ("bytes" in found) return found;
      const next = URL.canParse(found.nextUrl) ? new URL(found.nextUrl) : undefined;
      if (next === undefined || !address.isFollowUp(next)) throw notSentOn("to a host that is not Twilio's");
      url = next.href;
    }
    throw notSentOn("too often");
  };
};

const sentOnTo = (exchanged: Exchanged, from: string): string | undefined => {
  if (![301, 302, 303, 307, 308].includes(exchanged.status) || !("headers" in exchanged)) return undefined;
  const place = exchanged.headers.get("location");
  if (place === null) return undefined;
  return URL.canParse(place, from) ? new URL(place, from).href : place;
};

const notSentOn = (where: string): TwilioRefused =>
  new TwilioRefused(
    `Twilio was asked to read a file and sent on ${where}. That was not followed; the file is left where it is.`,
    { status: 0, code: 0 },
  );
