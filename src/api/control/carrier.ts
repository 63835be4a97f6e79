import type { carrierOperations } from "../../contract/control/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { CarrierDesk } from "../carrier-desk.ts";
import type { Context, HandlersOf } from "../context.ts";

export const carrierHandlers: HandlersOf<typeof carrierOperations> = {
  "control.carrier.get": (_input, { carrier }) => carrier?.state() ?? { carrier: "fake" },
  "control.carrier.stop": async (_input, context) => ({
    stopped: true,
    callsEnded: await requireReal(context).stop(),
  }),
  "control.carrier.release": async ({ number }, context) => {
    await requireReal(context).release(number);
    return { released: number };
  },
};

const requireReal = ({ carrier }: Context): CarrierDesk => {
  if (carrier !== undefined) return carrier;
  throw new RingbackError(
    "not_possible",
    "The carrier behind this world is simulated: it reaches nobody, so there is nothing to stop and nothing to release.",
  );
};
