import type { CarrierDesk } from "../../api/carrier-desk.ts";
import type { TwilioCarrier } from "../../carriers/twilio/create-twilio-carrier.ts";
import type { Rails } from "../../carriers/twilio/rails/rails.ts";
import type { RealSettings } from "../../carriers/twilio/settings/real-settings.ts";
import type { RealStore } from "../../carriers/twilio/state/real-state.ts";

interface Parts {
  readonly rails: Rails;
  readonly store: RealStore;
  readonly carrier: () => TwilioCarrier;
}

/** What the controls may ask and tell a real carrier. */
export const createCarrierDesk = (
  { account, hearing, numbers }: RealSettings,
  { rails, store, carrier }: Parts,
): CarrierDesk => ({
  state: () => {
    const { spend, ...rest } = rails.state();
    const { day, settled, reserved, cap } = spend;
    return {
      carrier: "twilio",
      account: `${account.sid.slice(0, 4)}…${account.sid.slice(-4)}`,
      hearing,
      ...rest,
      spend: { day, spentUsd: inDollars(settled), reservedUsd: inDollars(reserved), capUsd: inDollars(cap) },
      numbers: [...new Set([...numbers, ...Object.keys(store.state.numbers)])].map((number) => ({
        number,
        inUse: carrier().isInUse(number),
        bought: store.state.numbers[number]?.bought ?? false,
      })),
    };
  },
  stop: () => carrier().stop(),
  release: (e164) => carrier().release(e164),
});

const inDollars = (millionths: number): number => millionths / 1_000_000;
