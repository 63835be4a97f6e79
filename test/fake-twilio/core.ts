import type { RealTime } from "../../src/kernel/clock/clock.ts";
import type { Account } from "./account/account.ts";
import type { CallbackSender } from "./callbacks/callback-sender.ts";
import type { People } from "./messages/people.ts";
import type { Router } from "./rest/router.ts";
import type { Work } from "./work.ts";

/** A line of Twilio's debugger: what went wrong on the way to whoever uses the account, or in what they answered. */
export interface Alert {
  /** Such as 11200: the webhook did not answer well. */
  readonly code: number;
  readonly about: string;
  readonly what: string;
}

/** What the rooms of the fake share. Texts and calls each hang their routes into `router`. */
export interface FakeCore {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey: { readonly sid: string; readonly secret: string };
  /** Where the REST API is, without a slash at the end. */
  readonly url: string;
  readonly realTime: RealTime;
  readonly router: Router;
  readonly work: Work;
  readonly callbacks: CallbackSender;
  readonly account: Account;
  readonly people: People;
  readonly alerts: Alert[];
  /** `newSid("SM")`: the prefix and 32 hexadecimal digits. */
  readonly newSid: (prefix: string) => string;
  /** Below `/2010-04-01/Accounts/{AC}`: `uriOf("/Messages/SM….json")`. */
  readonly uriOf: (path: string) => string;
  /** Keeps bytes at another host of Twilio's, which wants no credentials, and answers their address there. */
  readonly keepBytes: (bytes: Uint8Array, contentType: string) => string;
}
