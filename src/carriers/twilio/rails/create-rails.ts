import type { RealTime } from "../../../kernel/clock/clock.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import type { RealState, RealStore } from "../state/real-state.ts";
import type { Tell } from "../tell.ts";
import { isOn, refusalOfAct } from "./may-reach.ts";
import { costOf, costOfComing, inDollars } from "./money.ts";
import type { CameIn, Leave, Rails, RailsState, RealAct } from "./rails.ts";
import { countSpent, leaveBefore, setAside, settleRow, shortenRow, standing } from "./spend.ts";
import { countOfHour, noteReach, requireQuietEnough } from "./volume.ts";

interface RailsParts {
  readonly settings: RealSettings;
  readonly store: RealStore;
  readonly realTime: RealTime;
  readonly tell: Tell;
}

/** The rails over what outlives the process. */
export const createRails = (parts: RailsParts): Rails => new StandingRails(parts);

class StandingRails implements Rails {
  readonly #parts: RailsParts;
  /** Calls that may be live: at least what Twilio bills by the minute. Those of an earlier process are ended when one begins. */
  readonly #live = new Set<string>();
  #stopped = false;
  #closed = false;

  constructor(parts: RailsParts) {
    this.#parts = parts;
  }

  pass(act: RealAct, id: string): Leave {
    const { settings, store, realTime } = this.#parts;
    const refusal = this.#refusalOf(act);
    if (refusal !== undefined) throw refusal;
    const dry = settings.dryRun;
    const before = leaveBefore(store.state, id, act);
    if (before === "another") throw twoActs();
    if (before === "stands") return { id, dry };
    const now = realTime.now();
    const cost = costOf(act, settings);
    requireQuietEnough(act, { state: store.state, live: this.#live.size, limits: settings.limits, now });
    this.#requireMoney(cost.most, now);
    if (dry || isFree(act)) return { id, dry };
    store.change((state) => {
      setAside(state, id, { act, cost, now });
      noteReach(state, act, now);
    });
    if (act.do === "call" || act.do === "take") this.#live.add(id);
    return { id, dry };
  }

  refusalOf(act: RealAct): string | undefined {
    return this.#refusalOf(act)?.message;
  }

  hears(from: string): boolean {
    return isOn(this.#parts.settings.allowFrom, from);
  }

  settle(id: string, cost: number): void {
    this.#live.delete(id);
    // Nothing that is no amount may give money free.
    if (!Number.isFinite(cost) || cost < 0) return;
    this.#keep((state, now) => settleRow(state, id, Math.ceil(cost), now));
  }

  cameIn(text: CameIn): void {
    const cost = costOfComing(text);
    this.#keep((state, now) => countSpent(state, cost, now));
  }

  callOver(id: string, seconds: number): void {
    this.#live.delete(id);
    if (!Number.isFinite(seconds)) return;
    this.#keep((state, now) => shortenRow(state, id, seconds, now));
  }

  state(): RailsState {
    const { settings, store, realTime } = this.#parts;
    const now = realTime.now();
    return {
      dryRun: settings.dryRun,
      stopped: this.#stopped,
      spend: { ...standing(store.state, now), cap: settings.limits.spendPerDay },
      textsThisHour: countOfHour(store.state, "text", now),
      callsThisHour: countOfHour(store.state, "call", now),
      liveCalls: this.#live.size,
    };
  }

  requireRunning(): void {
    const refusal = this.#refusalOfAll();
    if (refusal !== undefined) throw refusal;
  }

  stop(): void {
    if (!this.#stopped) this.#parts.tell.warn(`Stopped by hand: ${nothingMore}`);
    this.#stopped = true;
  }

  close(): void {
    this.#closed = true;
  }

  #refusalOf(act: RealAct): RingbackError | undefined {
    return this.#refusalOfAll() ?? refusalOfAct(act, this.#parts.settings);
  }

  /** Why nothing at all may be done. */
  #refusalOfAll(): RingbackError | undefined {
    if (this.#closed) return isEnding();
    return this.#stopped ? stoppedByHand() : undefined;
  }

  #requireMoney(cost: number, now: number): void {
    const { settings, store } = this.#parts;
    const { day, settled, reserved } = standing(store.state, now);
    const cap = settings.limits.spendPerDay;
    // The other way round, a sum that is no number would pass.
    if (settled + reserved + cost <= cap) return;
    throw capReached({ day, settled, reserved, cap, cost });
  }

  /** Writes down what something cost. Where that fails nothing can be sent any more, and what is set aside stays so. */
  #keep(edit: (state: RealState, now: number) => void): void {
    const { store, realTime, tell } = this.#parts;
    try {
      store.change((state) => edit(state, realTime.now()));
    } catch (error) {
      tell.warn(
        `What something cost could not be written down, so what was set aside stays so: ${wordsOf(error)}`,
      );
    }
  }
}

/** Nothing to set aside, nobody reached: nothing to write down. */
const isFree = (act: RealAct): boolean => act.do === "press" || act.do === "release";

const nothingMore =
  "until ringback is started again nothing is sent, nobody is called and nothing is bought.";

const stoppedByHand = (): RingbackError =>
  new RingbackError(
    "carrier_stopped",
    `Everything that reaches real telephones was stopped by hand: ${nothingMore} Find out why it was stopped first.`,
  );

const twoActs = (): RingbackError =>
  new RingbackError(
    "internal_error",
    "Two different acts asked for leave under one id, so the second is refused. This is a bug in ringback.",
  );

const isEnding = (): RingbackError =>
  new RingbackError(
    "carrier_stopped",
    "ringback is ending: nothing is begun any more. Start it again first.",
  );

interface Spending extends Omit<RailsState["spend"], "cap"> {
  readonly cap: number;
  readonly cost: number;
}

const capReached = ({ day, settled, reserved, cap, cost }: Spending): RingbackError =>
  new RingbackError(
    "spend_cap_reached",
    `This may cost ${inDollars(cost)}. On ${day} (UTC) ${inDollars(settled)} are spent and ${inDollars(reserved)} set aside, ` +
      `and the day's cap is ${inDollars(cap)}. Wait until what is set aside is settled or the next day, or raise RINGBACK_REAL_SPEND_CAP_USD.`,
    {
      day,
      costUsd: cost / 1_000_000,
      spentUsd: settled / 1_000_000,
      reservedUsd: reserved / 1_000_000,
      capUsd: cap / 1_000_000,
    },
  );

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
