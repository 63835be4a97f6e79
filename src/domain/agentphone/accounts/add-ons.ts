import type { World } from "../../../world/world.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

const monthMs = 30 * 86_400_000;
const renewal = "phone.recording.renewal";

/** What accounts buy on top, month by month. */
export class AddOns {
  readonly #world: World;
  readonly #accounts: Accounts;
  readonly #phone: AgentPhone;

  constructor({ world, accounts }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#accounts = accounts;
    this.#phone = phone;
  }

  /** Buys recordings of calls for an account and all within it. Bought before, it costs nothing again. Throws `insufficient_balance`. */
  enableRecording(accountId: string): void {
    const { id } = this.#accounts.ownerOf(accountId);
    if (this.#phone.profiles.of(id).recording) return;
    this.#phone.ledger.requireBalance(id, prices.recording);
    this.#phone.ledger.charge(id, "recording", prices.recording, "month");
    this.#phone.profiles.change(id, { recording: true });
    const { clock } = this.#world;
    // One that was switched off and on again within its month is renewed once.
    if (clock.timers().some(({ kind, payload }) => kind === renewal && payload["accountId"] === id)) return;
    this.#renewLater(id);
  }

  /** Another month begins: it is paid for, unless the add-on was switched off or the balance refuses, which ends it. */
  renewRecording(accountId: string): void {
    const { ledger, profiles } = this.#phone;
    if (this.#world.tables.accounts.get(accountId) === undefined || !profiles.of(accountId).recording) return;
    if (ledger.affords(accountId, prices.recording)) {
      ledger.charge(accountId, "recording", prices.recording, "month");
      this.#renewLater(accountId);
    } else {
      profiles.change(accountId, { recording: false });
    }
  }

  #renewLater(accountId: string): void {
    const { clock } = this.#world;
    clock.schedule({ at: clock.now() + monthMs, class: "upkeep", kind: renewal, payload: { accountId } });
  }
}
