import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RealLimits, RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import type { RealTime } from "../../src/kernel/clock/clock.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { Account } from "./account/account.ts";
import { mountAccount } from "./account/account-routes.ts";
import { mountNumbers } from "./account/number-routes.ts";
import { CallbackFaults, isMeant, type CallbackMatch } from "./callbacks/callback-faults.ts";
import { CallbackSender, type CallbackRecord } from "./callbacks/callback-sender.ts";
import { openCalls, type FakeCalls } from "./calls/fake-calls.ts";
import type { Alert, FakeCore } from "./core.ts";
import { Faults, isAskedFor, type RequestMatch } from "./faults.ts";
import { MessageNetwork, type InboundText } from "./messages/message-network.ts";
import { mountMessages } from "./messages/message-routes.ts";
import type { Message } from "./messages/message.ts";
import { People } from "./messages/people.ts";
import { loadOpenapiCheck } from "./openapi/openapi-check.ts";
import { openByteStore } from "./rest/byte-store.ts";
import { openRestServer, type RequestRecord } from "./rest/rest-server.ts";
import { Router } from "./rest/router.ts";
import { Work } from "./work.ts";

export interface FakeTwilioOptions {
  /** What dates are written and time-outs kept by. The machine's own unless a test moves time by hand. */
  readonly realTime?: RealTime;
}

export type SettingsOverrides = Partial<Omit<RealSettings, "limits">> & {
  readonly limits?: Partial<RealLimits>;
};

/** People, and what a test lets them do. */
export interface FakePeople extends People {
  /** A person texts one of the account's numbers; answers what Twilio calls the text. */
  text(text: InboundText): string;
}

/**
 * A Twilio on loopback that behaves as one: REST with its refusals, texts that travel, callbacks that are signed. Every 2xx
 * reply is held against the published API; `settled` and the end of the test throw where one is off.
 */
export interface FakeTwilio extends AsyncDisposable {
  /** Where its API is, without a slash at the end. */
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey: { readonly sid: string; readonly secret: string };
  readonly account: Account;
  readonly people: FakePeople;
  /** Calls, and what the people in them do. */
  readonly calls: FakeCalls;
  /** Texts at Twilio, oldest first. */
  readonly messages: readonly Message[];
  readonly faults: Faults;
  /** Public origins, perhaps with a path, and where they lead: `https://ringback.example` → `http://127.0.0.1:5551`. */
  readonly publicHosts: Map<string, string>;
  /** Every request that was made of the API, oldest first. */
  readonly requests: RequestRecord[];
  /** What was sent and the published API does not know, a sentence each: Twilio ignores it without a word. */
  readonly unknownFields: readonly string[];
  /** Every callback that was made, with what it was answered. */
  readonly callbacks: readonly CallbackRecord[];
  /** What Twilio's debugger would show. */
  readonly alerts: readonly Alert[];
  /** For what else Twilio has, such as calls. */
  readonly core: FakeCore;
  /** Whole settings that lead here: everybody may be reached, nothing is dry, limits are wide, the state file is new. */
  settings(overrides?: SettingsOverrides): RealSettings;
  /** The request that fits, or so many of them, once it was answered or never will be. */
  asked(match: RequestMatch, count?: number): Promise<RequestRecord>;
  /** The callback that fits, or so many of them, once it was answered or given up. */
  told(match: CallbackMatch, count?: number): Promise<CallbackRecord>;
  /** Resolves when no request and no callback is under way. What is still to come in is not seen: see `asked`. Throws where a reply was not what the API promises. */
  settled(): Promise<void>;
}

/** Opens one: `await using fake = await openFakeTwilio()`. */
export const openFakeTwilio = async (options: FakeTwilioOptions = {}): Promise<FakeTwilio> => {
  const problems: string[] = [];
  const requests: RequestRecord[] = [];
  const unknownFields: string[] = [];
  const check = await loadOpenapiCheck();
  const store = await openByteStore((problem) => problems.push(problem));
  const parts = createParts(options, store.keep);
  const { core, faults, publicHosts } = parts;
  const server = await openRestServer({
    ...core,
    faults,
    requests,
    passwords: { [core.accountSid]: core.authToken, [core.apiKey.sid]: core.apiKey.secret },
    check: (...reply) => problems.push(...check.reply(...reply)),
    checkFields: (...fields) => unknownFields.push(...check.fields(...fields)),
    complain: (problem) => problems.push(problem),
  });
  parts.setUrl(server.url);
  const network = new MessageNetwork(core);
  mountAccount(core);
  mountNumbers(core);
  mountMessages(core, network);
  const calls = openCalls(core, publicHosts);
  const folders: string[] = [];
  const complain = (): void => {
    if (problems.length > 0) throw new Error(`The fake Twilio was off:\n${problems.splice(0).join("\n")}`);
  };
  return {
    url: server.url,
    accountSid: core.accountSid,
    authToken: core.authToken,
    apiKey: core.apiKey,
    account: core.account,
    people: Object.assign(core.people, { text: (text: InboundText) => network.bring(text) }),
    calls,
    messages: network.messages,
    faults,
    publicHosts,
    requests,
    unknownFields,
    callbacks: core.callbacks.records,
    alerts: core.alerts,
    core,
    settings: (overrides) => settingsOf(core, folders, overrides),
    asked: (match, count = 1) =>
      core.work.until(
        () => requests.filter((one) => one.isOver && isAskedFor(match, one.method, one.path))[count - 1],
      ),
    told: (match, count = 1) =>
      core.work.until(() => core.callbacks.records.filter((one) => isMeant(match, one))[count - 1]),
    async settled() {
      await core.work.settled();
      complain();
    },
    async [Symbol.asyncDispose]() {
      calls.close();
      await server.close();
      await store.close();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      complain();
    },
  };
};

const createParts = (
  { realTime = hostTime }: FakeTwilioOptions,
  keep: (name: string, bytes: Uint8Array, contentType: string) => string,
): {
  readonly core: FakeCore;
  readonly faults: Faults;
  readonly publicHosts: Map<string, string>;
  setUrl(url: string): void;
} => {
  const accountSid = `AC${hex()}`;
  const authToken = hex();
  const base = `/2010-04-01/Accounts/${accountSid}`;
  const uriOf = (path: string): string => `${base}${path}`;
  let count = 0;
  let url = "";
  const newSid = (prefix: string): string =>
    prefix +
    createHash("md5")
      .update(`${accountSid} ${(count += 1)}`)
      .digest("hex");
  const work = new Work();
  const alerts: Alert[] = [];
  const publicHosts = new Map<string, string>();
  const callbackFaults = new CallbackFaults();
  const core: FakeCore = {
    accountSid,
    authToken,
    apiKey: { sid: `SK${hex()}`, secret: hex() },
    get url() {
      return url;
    },
    realTime,
    router: new Router(base),
    work,
    callbacks: new CallbackSender({ authToken, realTime, work, faults: callbackFaults, alerts, publicHosts }),
    account: new Account({ accountSid, realTime, newSid, uriOf }),
    people: new People(),
    alerts,
    newSid,
    uriOf,
    keepBytes: (bytes, contentType) => keep(newSid("media-"), bytes, contentType),
  };
  return { core, faults: new Faults(callbackFaults), publicHosts, setUrl: (next) => (url = next) };
};

// A secret that is the same in every run could not be looked for in what must not hold it.
const hex = (): string => randomBytes(16).toString("hex");

const settingsOf = (
  { accountSid, authToken, apiKey, url, account }: FakeCore,
  folders: string[],
  { limits, ...overrides }: SettingsOverrides = {},
): RealSettings => {
  const folder = mkdtempSync(join(tmpdir(), "fake-twilio-"));
  folders.push(folder);
  return {
    account: { sid: accountSid, user: apiKey.sid, password: apiKey.secret, authToken },
    apiUrl: url,
    hearing: "webhook",
    publicUrl: "https://ringback.example",
    callbackPort: 0,
    callbackHost: "127.0.0.1",
    dryRun: false,
    allowTo: "everybody",
    allowFrom: "everybody",
    numbers: account.numbers.map(({ phone_number }) => phone_number),
    takeOver: false,
    allowBuying: true,
    allowReleasing: true,
    record: false,
    detectMachines: false,
    registrations: {},
    stateFile: join(folder, "real.json"),
    ...overrides,
    limits: {
      spendPerDay: 1_000_000_000,
      textsPerHour: 1_000,
      callsPerHour: 1_000,
      liveCalls: 100,
      recipientGapMs: 0,
      callSeconds: 120,
      ringSeconds: 25,
      ...limits,
    },
  };
};
