import { hostTime } from "../../src/kernel/clock/host-time.ts";
import type { RingbackConfig } from "../../src/runtime/config.ts";
import { createRingback, type Ringback } from "../../src/runtime/create-ringback.ts";
import { type FakeTwilio, openFakeTwilio, type SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";

/** A ringback whose carrier is a Twilio on loopback: everything between an agent and the far end's telephone. */
export interface RealStage extends AsyncDisposable {
  readonly ringback: Ringback;
  readonly fake: FakeTwilio;
  /** What a person at the terminal reads. */
  readonly did: readonly string[];
  readonly warned: readonly string[];
  /** Ends this ringback and starts another over the same state. */
  restart(overrides?: SettingsOverrides): Promise<Ringback>;
}

export interface RealWishes extends SettingsOverrides {
  /** The numbers that the account has. */
  readonly owned?: readonly string[];
  readonly config?: Partial<RingbackConfig>;
}

const publicUrl = "https://ringback.example";

/** Opens one. Its minutes are seconds, so that nobody waits for a telephone to ring. */
export const openRealStage = async ({
  owned = [],
  config,
  ...overrides
}: RealWishes = {}): Promise<RealStage> => {
  const fake = await openFakeTwilio({ realTime: config?.realTime ?? hostTime });
  for (const number of owned) fake.account.own(number);
  let settings = fake.settings({ publicUrl, ...overrides });
  const [did, warned]: [string[], string[]] = [[], []];
  const tell = { did: (line: string) => void did.push(line), warn: (line: string) => void warned.push(line) };
  const start = async (): Promise<Ringback> => {
    const real = { settings, tell };
    const ringback = await createRingback({
      port: 0,
      clock: 60,
      start: "now",
      agent: "expected",
      ...config,
      real,
    });
    fake.publicHosts.set(publicUrl, `http://127.0.0.1:${ringback.callbackPort}`);
    return ringback;
  };
  // Whoever has its port next is not called back.
  const end = async (): Promise<void> => {
    await ringback.close();
    fake.publicHosts.delete(publicUrl);
  };
  let ringback = await start();
  return {
    fake,
    did,
    warned,
    get ringback() {
      return ringback;
    },
    async restart({ limits, ...more } = {}) {
      await end();
      settings = { ...settings, ...more, limits: { ...settings.limits, ...limits } };
      ringback = await start();
      return ringback;
    },
    async [Symbol.asyncDispose]() {
      await end();
      await fake[Symbol.asyncDispose]();
    },
  };
};
