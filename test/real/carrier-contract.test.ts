import { afterEach } from "vitest";
import type { CarrierHost } from "../../src/carriers/carrier.ts";
import type {
  Callback,
  CallbackAnswer,
  CallbackKind,
  Callbacks,
} from "../../src/carriers/twilio/callbacks/callbacks.ts";
import { createTwilioCarrier } from "../../src/carriers/twilio/create-twilio-carrier.ts";
import { carrierContract, type SettlingCarrier } from "../contracts/carrier-contract.ts";
import { openTwilioBench, type TwilioBench, type TwilioProcess } from "../support/twilio-bench.ts";

type Handle = (callback: Callback) => CallbackAnswer | Promise<CallbackAnswer>;

/** Callbacks wait at the door until they are let in, so that a test sees what is true before they come. */
class Gate {
  readonly #handlers = new Map<CallbackKind, Handle>();
  #open: () => void = () => undefined;
  #opened = new Promise<void>((resolve) => (this.#open = resolve));

  before(door: Callbacks): Callbacks {
    return {
      on: (kind, handle) => {
        this.#handlers.set(kind, handle);
        door.on(kind, async (callback) => {
          await this.#opened;
          return this.#handlers.get(kind)?.(callback) ?? { empty: true };
        });
      },
      onRelay: (take) => door.onRelay(take),
      urlOf: (kind, id) => door.urlOf(kind, id),
      relayUrlOf: (id) => door.relayUrlOf(id),
      keepMedia: (bytes, contentType) => door.keepMedia(bytes, contentType),
      publicMediaUrlOf: (url) => door.publicMediaUrlOf(url),
    };
  }

  /** Lets in whoever waits, and whoever comes because of it. */
  async letIn(settled: () => Promise<void>): Promise<void> {
    this.#open();
    await settled();
    this.#opened = new Promise<void>((resolve) => (this.#open = resolve));
  }
}

interface Environment {
  readonly bench: TwilioBench;
  readonly process: TwilioProcess;
  readonly callbacks: Callbacks;
  readonly gate: Gate;
}

// One account, one process and one door for each world.
const environments = new Map<CarrierHost, Environment>();

afterEach(async () => {
  for (const { bench } of environments.values()) await bench[Symbol.asyncDispose]();
  environments.clear();
});

const openEnvironment = async (): Promise<Environment> => {
  const bench = await openTwilioBench(["+14155550110"]);
  for (let count = 0; count < 12; count += 1) {
    bench.fake.account.sell(`+1212555${2000 + count}`, { locality: "New York", region: "NY" });
  }
  const process = await bench.start({
    numbers: ["+14155550110"],
    registrations: { "GB mobile": { bundleSid: `BU${"0".repeat(32)}` } },
  });
  const gate = new Gate();
  return { bench, process, gate, callbacks: gate.before(process.parts.callbacks) };
};

const makeCarrier = async (host: CarrierHost): Promise<SettlingCarrier> => {
  const environment = environments.get(host) ?? (await openEnvironment());
  environments.set(host, environment);
  const { bench, process, callbacks, gate } = environment;
  return {
    carrier: createTwilioCarrier(host, { ...process.parts, callbacks }),
    settle: () => gate.letIn(() => bench.fake.settled()),
  };
};

carrierContract("twilio", makeCarrier);
