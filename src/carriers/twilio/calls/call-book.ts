import { randomBytes } from "node:crypto";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { CarrierHost, Utterance } from "../../carrier.ts";
import type { CallbackAnswer } from "../callbacks/callbacks.ts";
import type { Tell } from "../tell.ts";
import type { CallRow } from "./call-row.ts";
import type { RelaySession } from "./relay-session.ts";
import { safely } from "./safely.ts";
import { rejectTwiml } from "./write-twiml.ts";

/** What belongs to a call and cannot be kept: its socket, a question of Twilio's that waits, real time. */
interface LiveParts {
  /** Proves once that a socket is this call's. */
  readonly token: string;
  relay?: RelaySession;
  /** What Twilio is waiting to hear of a call that rings at our line. */
  readonly question: {
    readonly answer: Promise<CallbackAnswer>;
    readonly give: (answer: CallbackAnswer) => void;
  };
  /** What our side says before it can. */
  waiting: Utterance[];
  readonly timers: Map<string, () => void>;
}

/** How many calls that are over are remembered, so that late news of them is not taken for news of strays. */
const remembered = 1000;

/** The calls under way: their rows, which the host keeps, and what of them lives in this process only. */
export class CallBook {
  readonly #host: CarrierHost;
  readonly #realTime: RealTime;
  readonly #tell: Tell;
  readonly #live = new Map<string, LiveParts>();
  readonly #bySession = new Map<string, string>();
  readonly #bySid = new Map<string, string>();
  /** What Twilio called the calls that are over, by both their names. */
  readonly #past = new Map<string, string | undefined>();

  constructor(host: CarrierHost, { realTime, tell }: { readonly realTime: RealTime; readonly tell: Tell }) {
    this.#host = host;
    this.#realTime = realTime;
    this.#tell = tell;
  }

  open(row: CallRow): CallRow {
    this.#live.set(row.id, {
      token: randomBytes(24).toString("base64url"),
      question: openQuestion(),
      waiting: [],
      timers: new Map(),
    });
    this.#bySession.set(row.session, row.id);
    if (row.sid !== undefined) this.#bySid.set(row.sid, row.id);
    return this.#keep(row);
  }

  get(id: string): CallRow | undefined {
    return this.#host.recall(nameOf(id)) as unknown as CallRow | undefined;
  }

  /** A call that its line's side is still in. */
  talkable(id: string): CallRow | undefined {
    const row = this.get(id);
    return row?.isOver === true ? undefined : row;
  }

  /** The call that a callback names: by the name it was given, or, where there is none, by Twilio's. */
  find(session: string, sid: string | undefined): CallRow | undefined {
    const id = this.#bySession.get(session) ?? this.#bySid.get(sid ?? "");
    const row = id === undefined ? undefined : this.get(id);
    if (row === undefined || sid === undefined || row.sid === sid) return row;
    // Its own callbacks may come before the answer to the request that placed it.
    return row.sid === undefined ? this.bind(row.id, sid) : undefined;
  }

  /** Twilio calls it so. */
  bind(id: string, sid: string): CallRow | undefined {
    if (this.get(id) === undefined) return undefined;
    this.#bySid.set(sid, id);
    return this.change(id, { sid });
  }

  /** Throws for a call that is not in the book. */
  change(id: string, change: Partial<CallRow>): CallRow {
    const row = this.get(id);
    if (row === undefined) throw new Error(`The carrier knows nothing of the call ${id}.`);
    return this.#keep({ ...row, ...change });
  }

  live(id: string): LiveParts | undefined {
    return this.#live.get(id);
  }

  all(): readonly CallRow[] {
    return [...this.#live.keys()].map((id) => this.get(id)).filter((row) => row !== undefined);
  }

  /** Does something after so much real time, unless it is called off or set anew under its name. */
  after(id: string, name: string, milliseconds: number, callback: () => void): void {
    this.callOff(id, name);
    this.#live.get(id)?.timers.set(
      name,
      this.#realTime.after(milliseconds, () => {
        this.#live.get(id)?.timers.delete(name);
        safely(this.#tell, callback);
      }),
    );
  }

  callOff(id: string, name: string): void {
    const timers = this.#live.get(id)?.timers;
    timers?.get(name)?.();
    timers?.delete(name);
  }

  isSet(id: string, name: string): boolean {
    return this.#live.get(id)?.timers.has(name) === true;
  }

  /** Forgets a call and everything that waited for it. */
  close({ id, session, sid, ours }: CallRow): void {
    const live = this.#live.get(id);
    for (const stop of live?.timers.values() ?? []) stop();
    live?.question.give({ twiml: rejectTwiml("busy") });
    live?.relay?.close(1000, "");
    if (ours?.timer !== undefined) this.#host.callOff(ours.timer);
    this.#live.delete(id);
    this.#bySession.delete(session);
    this.#bySid.delete(sid ?? "");
    this.#host.keep(nameOf(id), undefined);
    this.#past.set(session, sid);
    if (sid !== undefined) this.#past.set(sid, sid);
    for (const oldest of this.#past.keys()) {
      if (this.#past.size <= remembered) break;
      this.#past.delete(oldest);
    }
  }

  /** Nobody here is in the call that goes by this name, should it be under way all the same. */
  disown(session: string): void {
    this.#past.delete(session);
  }

  /** What Twilio calls a call, under way or over, as far as it is known. */
  sidOf(id: string, session: string): string | undefined {
    return this.get(id)?.sid ?? this.#past.get(session);
  }

  /** Whether a call that this process has been through with goes by one of these names. */
  wasHere(session: string, sid: string | undefined): boolean {
    return this.#past.has(session) || (sid !== undefined && this.#past.has(sid));
  }

  #keep(row: CallRow): CallRow {
    this.#host.keep(nameOf(row.id), row as unknown as JsonObject);
    return row;
  }
}

/** A name for a call that nobody can guess. */
export const newSession = (): string => randomBytes(16).toString("hex");

const nameOf = (id: string): string => `call ${id}`;

const openQuestion = (): LiveParts["question"] => {
  const { promise: answer, resolve: give } = withResolvers<CallbackAnswer>();
  return { answer, give };
};

const withResolvers = <Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
} => {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
};
