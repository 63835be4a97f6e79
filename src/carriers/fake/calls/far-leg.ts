import type { JsonObject } from "../../../kernel/json.ts";
import type { CarrierHost, FarAct } from "../../carrier.ts";

/** What our side of a call is saying, in all the pieces of its turn that are known. */
export type OwnWords = {
  readonly text: string;
  readonly digits: string;
  /** Absent while somebody else has to finish first. */
  readonly since?: number;
  readonly wordsUntil: number;
  readonly until: number;
  /** Nothing more will come of this turn. */
  readonly last: boolean;
  readonly firm: boolean;
  readonly timer?: string;
};

/** What the network's own people do besides what anybody can be told to do. */
export type NetworkAct =
  | FarAct
  /** Says what was said to it. */
  | { readonly do: "echo" }
  /** Talks over our side once it has spoken for so long; else says it when it is its turn. */
  | { readonly do: "talk over"; readonly after: number; readonly text: string }
  /** Goes on with what belongs to the key that was pressed; asks again so often. */
  | {
      readonly do: "menu";
      readonly prompt: string;
      readonly options: { readonly [key: string]: readonly NetworkAct[] };
      readonly tries: number;
    }
  /** Puts through whoever has said something, and leaves the others. */
  | { readonly do: "screen"; readonly then: readonly NetworkAct[] };

/** One leg of a call as the network sees it: what its far end does and whose turn it is. Kept as plain data. */
export type FarLeg = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The far end called our line. */
  readonly inbound: boolean;
  readonly talking: boolean;
  readonly rangAt: number;
  readonly acts: readonly NetworkAct[];
  /** Our side has its turn, or is speaking. */
  readonly ourTurn: boolean;
  readonly ours?: OwnWords | undefined;
  /** What our side said and pressed in its last turn. */
  readonly lastWords: string;
  readonly lastDigits: string;
  /** What the far end is saying or pressing. */
  readonly theirs?:
    | {
        readonly text: string;
        readonly digits: boolean;
        readonly since: number;
        readonly confidence?: number;
        readonly timer: string;
      }
    | undefined;
  /** The timer until which the far end does nothing. */
  readonly pause?: string | undefined;
  /** The timer at which the ringing ends. */
  readonly giveUp?: string | undefined;
  /** The leg at the other end, where that is a line of ours too. */
  readonly other?: string | undefined;
  /** The lines that have had the call before and transferred it. */
  readonly via?: readonly string[] | undefined;
  /** Our side has picked up and not yet said whether it speaks first. */
  readonly isFresh?: boolean | undefined;
};

/** The legs of the calls under way, kept by the host. */
export class FarLegs {
  readonly #host: CarrierHost;

  constructor(host: CarrierHost) {
    this.#host = host;
  }

  get(id: string): FarLeg | undefined {
    return this.#host.recall(nameOf(id)) as unknown as FarLeg | undefined;
  }

  open(leg: Pick<FarLeg, "id" | "from" | "to" | "inbound" | "acts" | "other" | "via">): FarLeg {
    const opened: FarLeg = {
      ...leg,
      talking: false,
      rangAt: this.#host.now(),
      ourTurn: false,
      lastWords: "",
      lastDigits: "",
    };
    this.#keep(opened);
    return opened;
  }

  change(id: string, change: Partial<FarLeg>): FarLeg {
    const leg = this.get(id);
    if (leg === undefined) throw new Error(`The network knows nothing of the call ${id}.`);
    const changed = { ...leg, ...change };
    this.#keep(changed);
    return changed;
  }

  /** Forgets a leg and calls off whatever it waited for. */
  close(leg: FarLeg): void {
    for (const timer of [leg.pause, leg.giveUp, leg.theirs?.timer, leg.ours?.timer]) {
      if (timer !== undefined) this.#host.callOff(timer);
    }
    this.#host.keep(nameOf(leg.id), undefined);
  }

  #keep(leg: FarLeg): void {
    this.#host.keep(nameOf(leg.id), leg as unknown as JsonObject);
  }
}

const nameOf = (id: string): string => `call ${id}`;
