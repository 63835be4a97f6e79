import { existsSync, readFileSync } from "node:fs";
import type { CarrierListener, MessageOutcome, ArrivingMessage } from "../../src/carriers/carrier.ts";
import { createCallbackDoor } from "../../src/carriers/twilio/callbacks/create-callback-door.ts";
import type { TwilioParts } from "../../src/carriers/twilio/create-twilio-carrier.ts";
import { createOutbox } from "../../src/carriers/twilio/outbox/create-outbox.ts";
import { createRails } from "../../src/carriers/twilio/rails/create-rails.ts";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import type { RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import type { RealTime } from "../../src/kernel/clock/clock.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";
import { type CarrierBench, createCarrierBench } from "../contracts/carrier-contract.ts";
import { expectNoSecrets } from "./no-secrets.ts";
import { type FakeTwilio, openFakeTwilio, type SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";

/** One process of ringback in front of a fake Twilio: everything real but the world and the far side. */
export interface TwilioProcess {
  readonly parts: TwilioParts;
  /** The world that it serves. A new process has a new one. */
  readonly world: CarrierBench;
  readonly listener: CarrierListener;
  readonly arrived: ArrivingMessage[];
  readonly reports: (readonly [id: string, outcome: MessageOutcome])[];
  /** What a person at the terminal reads. */
  readonly did: string[];
  readonly warned: string[];
  /** Ends it, as a crash does: nothing is put in order. */
  kill(): Promise<void>;
}

export interface TwilioBench extends AsyncDisposable {
  readonly fake: FakeTwilio;
  /** Begins a process. Later ones find the state file of those before, and their settings but for what is given. */
  start(overrides?: SettingsOverrides): Promise<TwilioProcess>;
  /** Waits for something that itself waits for time: time passes whenever nothing else can happen. */
  finish<Result>(work: Promise<Result>): Promise<Result>;
  readonly time: TestTime;
}

/**
 * Opens a fake Twilio whose account has these numbers, and what processes in front of it share; `aheadBy` is what its clock
 * is ahead of theirs. At its end it looks whether
 * anything that was told or kept holds a secret, or a number or text in full.
 */
export const openTwilioBench = async (
  numbers: readonly string[] = [],
  { aheadBy = 0 }: { readonly aheadBy?: number } = {},
): Promise<TwilioBench> => {
  const time = new TestTime();
  // What only guards a request against silence must not ring because a test lets days pass.
  const steady: RealTime = {
    now: () => time.now(),
    after: (milliseconds, callback) => hostTime.after(milliseconds, callback),
  };
  const fake = await openFakeTwilio({
    realTime: { now: () => time.now() + aheadBy, after: (...timer) => steady.after(...timer) },
  });
  for (const number of numbers) fake.account.own(number);
  const running = new Set<TwilioProcess>();
  const begun: TwilioProcess[] = [];
  let settings: RealSettings = fake.settings();
  return {
    fake,
    time,
    async start({ limits, ...overrides } = {}) {
      settings = { ...settings, ...overrides, limits: { ...settings.limits, ...limits } };
      const started = await startProcess(fake, settings, { time, steady });
      const process: TwilioProcess = { ...started, kill: () => (running.delete(process), started.kill()) };
      running.add(process);
      begun.push(process);
      return process;
    },
    async finish(work) {
      let isOver = false;
      const over = (): void => void (isOver = true);
      work.then(over, over);
      await until(async () => {
        if (time.armed > 0) await time.pass(20_000);
        return isOver;
      });
      return work;
    },
    async [Symbol.asyncDispose]() {
      for (const process of running) await process.kill();
      const kept = existsSync(settings.stateFile) ? readFileSync(settings.stateFile, "utf8") : "";
      await fake[Symbol.asyncDispose]();
      const { account } = settings;
      const telephones = [...fake.account.numbers.map(({ phone_number: number }) => number), ...toldOf(fake)];
      for (const { did, warned } of begun)
        expectNoSecrets([...did, ...warned].join("\n"), { account, telephones });
      expectNoSecrets(kept, {
        account,
        words: fake.messages.map(({ body }) => body).filter((body) => body.length > 4),
      });
    },
  };
};

/** Everybody who was texted or did. */
const toldOf = ({ messages }: FakeTwilio): readonly string[] =>
  messages.flatMap(({ from, to }) => [from, to]);

const startProcess = async (
  fake: FakeTwilio,
  settings: RealSettings,
  { time, steady }: { readonly time: TestTime; readonly steady: RealTime },
): Promise<TwilioProcess> => {
  const [did, warned]: [string[], string[]] = [[], []];
  const tell = {
    did: (sentence: string) => void did.push(sentence),
    warn: (sentence: string) => void warned.push(sentence),
  };
  const store = openStateFile(settings.stateFile, settings.account.sid, time);
  const callbacks = createCallbackDoor({ settings, realTime: steady, tell });
  await callbacks.listen();
  if (settings.publicUrl !== undefined)
    fake.publicHosts.set(settings.publicUrl, `http://127.0.0.1:${callbacks.port}`);
  const arrived: ArrivingMessage[] = [];
  const reports: (readonly [id: string, outcome: MessageOutcome])[] = [];
  const rails = createRails({ settings, store, realTime: time, tell });
  return {
    parts: {
      settings,
      store,
      callbacks,
      tell,
      realTime: time,
      twilio: createTwilioClient({ settings, realTime: steady, mayBegin: () => rails.requireRunning() }),
      rails,
      outbox: createOutbox({ store, realTime: time, tell }),
    },
    world: createCarrierBench(),
    arrived,
    reports,
    listener: listenerOf(arrived, reports),
    did,
    warned,
    async kill() {
      // Whoever has its port next is not called back.
      fake.publicHosts.clear();
      await callbacks.close();
      store.close();
    },
  };
};

const listenerOf = (
  arrived: ArrivingMessage[],
  reports: (readonly [id: string, outcome: MessageOutcome])[],
): CarrierListener => ({
  messageArrived: (message) => void arrived.push(message),
  messageReported: (id, outcome) => void reports.push([id, outcome]),
  reactionArrived: () => undefined,
  callArrived: () => "call_1",
  callRang: () => undefined,
  callAnswered: () => false,
  callRefused: () => undefined,
  callHeard: () => undefined,
  callPressed: () => undefined,
  callSpoken: () => undefined,
  callTurnLost: () => undefined,
  callTurnOver: () => undefined,
  callLeft: () => undefined,
});

// As many turns of the process as no test needs: what never comes is to fail the test and not to hang it.
const mostTurns = 500_000;

/** Waits until something is true. */
export const until = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    if (await isTrue()) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  throw new Error(`It has not come about: ${isTrue.toString()}`);
};
