import {
  createCallbackDoor,
  type CallbackDoor,
} from "../../src/carriers/twilio/callbacks/create-callback-door.ts";
import { createTwilioCarrier, type TwilioCarrier } from "../../src/carriers/twilio/create-twilio-carrier.ts";
import { createOutbox } from "../../src/carriers/twilio/outbox/create-outbox.ts";
import { createRails } from "../../src/carriers/twilio/rails/create-rails.ts";
import type { Rails } from "../../src/carriers/twilio/rails/rails.ts";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import type { Twilio } from "../../src/carriers/twilio/rest/twilio.ts";
import type { RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import type { RealStore } from "../../src/carriers/twilio/state/real-state.ts";
import type { ArrivingCall, CallWishes, CarrierHost, CarrierListener } from "../../src/carriers/carrier.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";
import { createCarrierBench } from "../contracts/carrier-contract.ts";
import type { FakeCalls } from "../fake-twilio/calls/fake-calls.ts";
import { type FakeTwilio, openFakeTwilio, type SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";

export const line = "+12125550186";
export const otherLine = "+12125550187";
export const person = "+14155550123";

/** How many turns of the event loop something may take. */
const patience = 500_000;

/** After so many turns without news nothing more comes of what was set off. */
const quietTurns = 30;

/** What was told of calls: what, of which, and the rest of it. */
export type Told = readonly [what: string, id: string, ...more: readonly unknown[]];

/** What the side of a line does in a call. */
export interface LineSide {
  /** What it says first when somebody picks up. */
  readonly opening?: string | undefined;
  heard?(id: string, text: string): void;
  pressed?(id: string, digits: string): void;
  turnOver?(id: string): void;
  rang?(id: string): void;
  spoken?(id: string): void;
}

interface RigOptions {
  readonly settings?: SettingsOverrides;
  readonly wishes?: Partial<CallWishes>;
  readonly side?: (carrier: TwilioCarrier) => LineSide;
  /** The public URL leads to nobody. */
  readonly deaf?: boolean;
  readonly wordMs?: number;
  /** A world of somebody else's, who connects it. Without one the rig is the world. */
  readonly host?: CarrierHost;
}

/** A Twilio carrier over everything real but Twilio: door, client, rails, outbox and state file. Time stands until it is let pass. */
export class CallRig implements AsyncDisposable {
  readonly time = new TestTime();
  readonly told: Told[] = [];
  readonly said: string[] = [];
  readonly arrived: ArrivingCall[] = [];
  readonly kept = new Map<string, JsonObject>();
  readonly tasks = new Map<string, () => void>();
  fake!: FakeTwilio;
  calls!: FakeCalls;
  carrier!: TwilioCarrier;
  settings!: RealSettings;
  rails!: Rails;
  store!: RealStore;
  twilio!: Twilio;
  door!: CallbackDoor;
  host!: CarrierHost;
  readonly #options: RigOptions;
  #count = 0;
  #asking = 0;

  constructor(options: RigOptions) {
    this.#options = options;
  }

  static async open(options: RigOptions = {}): Promise<CallRig> {
    const rig = new CallRig(options);
    rig.fake = await openFakeTwilio({ realTime: rig.time });
    rig.calls = rig.fake.calls;
    rig.settings = rig.fake.settings({ numbers: [line, otherLine], ...options.settings });
    await rig.begin();
    for (const number of [line, otherLine]) {
      const voice = rig.door.urlOf("voice");
      const status = rig.door.urlOf("call-status");
      rig.fake.account.own(number, {
        ...(voice !== undefined &&
          status !== undefined && { urls: { voice_url: voice, status_callback: status } }),
      });
    }
    return rig;
  }

  /** Puts a carrier of a new process over the same state file. */
  async begin(): Promise<void> {
    const { settings, time: realTime, fake } = this;
    const tell = {
      did: (sentence: string) => void this.said.push(sentence),
      warn: (sentence: string) => void this.said.push(sentence),
    };
    this.store = openStateFile(settings.stateFile, settings.account.sid, realTime);
    this.twilio = this.#counted(createTwilioClient({ settings, realTime }));
    this.rails = createRails({ settings, store: this.store, realTime, tell });
    const outbox = createOutbox({ store: this.store, realTime, tell });
    this.door = createCallbackDoor({ settings, realTime, tell });
    this.host = this.#options.host ?? this.#openHost();
    const { twilio, rails, store, door: callbacks } = this;
    const parts = { settings, twilio, rails, outbox, store, callbacks, tell, realTime };
    this.carrier = createTwilioCarrier(this.host, parts);
    if (this.#options.host === undefined) this.carrier.connect(this.#listener());
    await this.door.listen();
    if (this.#options.deaf !== true && settings.publicUrl !== undefined) {
      fake.publicHosts.set(settings.publicUrl, `http://127.0.0.1:${this.door.port}`);
    }
  }

  /** Ends the process, however it stands. */
  async crash(): Promise<void> {
    this.store.close();
    // Whoever has its port next is not called back.
    this.fake.publicHosts.clear();
    await this.door.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash();
    await this.fake[Symbol.asyncDispose]();
  }

  place(id = "out", to = person): Promise<void> {
    return this.carrier.placeCall({ id, from: line, to, ringFor: 60_000 });
  }

  /** What `look` finds, as soon as it does. Nothing but what was set off already is waited for. */
  async until<Found>(look: () => Found | undefined | false): Promise<Found> {
    for (let turn = 0; turn < patience; turn += 1) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const asked = this.fake.requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
    const { told, said } = this;
    const { alerts, callbacks } = this.fake;
    throw new Error(
      `It did not come to it: ${JSON.stringify({ told, said, asked, alerts, callbacks }, undefined, 1)}`,
    );
  }

  /** Lets everything happen that follows from what has happened, though somebody may wait for an answer of ours. */
  async quiet(): Promise<void> {
    const { requests, callbacks } = this.fake;
    const seen = (): string => [requests.length, callbacks.length, this.told.length, this.#asking].join(" ");
    // While a call rings at our line Twilio waits, and so is never done.
    const isAsked = this.calls.all.some(
      ({ direction, status }) => direction === "inbound" && status === "ringing",
    );
    if (!isAsked) await this.fake.settled();
    let before = seen();
    for (let turns = 0; turns < quietTurns; turns += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const now = seen();
      if (now !== before || this.#asking > 0) turns = 0;
      before = now;
    }
  }

  /** Waits until something was told; answers it. */
  news(what: string, count = 1): Promise<Told> {
    return this.until(() => this.told.filter(([one]) => one === what)[count - 1]);
  }

  /** What is kept or waited for of calls. */
  leftovers(): readonly string[] {
    return [...this.kept.keys(), ...this.tasks.keys()];
  }

  get whats(): readonly string[] {
    return this.told.map(([what]) => what);
  }

  /** The requests that were made of Calls, and with what. */
  asked(method: "GET" | "POST", ending: string): readonly Readonly<Record<string, unknown>>[] {
    return this.fake.requests
      .filter((one) => one.method === method && one.path.endsWith(ending))
      .map(({ form }) => form as unknown as Readonly<Record<string, unknown>>);
  }

  /** Twilio's client, of which is known whether it is waiting for an answer. */
  #counted(twilio: Twilio): Twilio {
    return new Proxy(twilio, {
      get:
        (target, name) =>
        (...args: readonly unknown[]) => {
          const answer = (Reflect.get(target, name) as (...all: readonly unknown[]) => unknown)(...args);
          if (!(answer instanceof Promise)) return answer;
          this.#asking += 1;
          return answer.finally(() => (this.#asking -= 1));
        },
    });
  }

  #openHost(): CarrierHost {
    const { host, lines } = createCarrierBench();
    for (const number of [line, otherLine]) lines.add(number);
    return {
      ...host,
      now: () => this.time.now(),
      later: (milliseconds, task) => {
        this.#count += 1;
        const id = `task_${this.#count}`;
        const stop = this.time.after(milliseconds, () => {
          this.tasks.delete(id);
          this.carrier.wake(task);
        });
        this.tasks.set(id, stop);
        return id;
      },
      callOff: (id) => {
        this.tasks.get(id)?.();
        this.tasks.delete(id);
      },
      recall: (name) => this.kept.get(name),
      keep: (name, kept) => void (kept === undefined ? this.kept.delete(name) : this.kept.set(name, kept)),
      wishesOf: () => ({ leavesMessages: false, records: true, longest: 600_000, ...this.#options.wishes }),
      wordMs: () => this.#options.wordMs ?? 400,
    };
  }

  #listener(): CarrierListener {
    const { carrier } = this;
    const side = this.#options.side?.(carrier) ?? {};
    const tell = (...news: Told): void => void this.told.push(news);
    return {
      messageArrived: () => undefined,
      messageReported: () => undefined,
      reactionArrived: () => undefined,
      callArrived: (call) => {
        this.arrived.push(call);
        return `in_${this.arrived.length}`;
      },
      callRang: (id) => {
        tell("rang", id);
        side.rang?.(id);
      },
      callAnswered: (id, by) => {
        tell("answered", id, by);
        if (side.opening === undefined || by !== "person") return false;
        carrier.speak(id, { text: side.opening, last: true });
        return true;
      },
      callRefused: (id, why) => tell("refused", id, why),
      callTurnLost: (id) => tell("lost", id),
      callHeard: (id, { text }) => {
        tell("heard", id, text);
        side.heard?.(id, text);
      },
      callPressed: (id, digits) => {
        tell("pressed", id, digits);
        side.pressed?.(id, digits);
      },
      callSpoken: (id, { text, digits, interrupted }) => {
        tell(interrupted ? "cut" : "spoken", id, text, digits);
        side.spoken?.(id);
      },
      callTurnOver: (id) => {
        tell("turn over", id);
        side.turnOver?.(id);
      },
      callLeft: (id, how) => tell("left", id, how),
    };
  }
}
