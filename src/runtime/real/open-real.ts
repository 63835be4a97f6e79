import type { CarrierDesk } from "../../api/carrier-desk.ts";
import type { Carrier, CarrierHost } from "../../carriers/carrier.ts";
import { createCallbackDoor } from "../../carriers/twilio/callbacks/create-callback-door.ts";
import { createTwilioCarrier, type TwilioCarrier } from "../../carriers/twilio/create-twilio-carrier.ts";
import { createOutbox } from "../../carriers/twilio/outbox/create-outbox.ts";
import { createRails } from "../../carriers/twilio/rails/create-rails.ts";
import { createTwilioClient } from "../../carriers/twilio/rest/create-twilio-client.ts";
import type { RealTime } from "../../kernel/clock/clock.ts";
import { openStateFile } from "../../outlets/state-file/open-state-file.ts";
import type { RealCarrierConfig } from "../config.ts";
import type { World } from "../../world/world.ts";
import { createCarrierDesk } from "./create-carrier-desk.ts";
import { sendLastNews } from "./send-last-news.ts";

/** A real carrier, before and while there is a world in front of it. */
export interface OpenReal {
  /** Puts it behind a world, which is the only one. */
  readonly openCarrier: (host: CarrierHost) => Carrier;
  readonly desk: CarrierDesk;
  /** The port on this machine where its callbacks come in, once it has begun. */
  readonly callbackPort: () => number;
  /** Listens for callbacks, reconciles what an earlier process left, adopts numbers, begins to poll. */
  begin(): Promise<void>;
  /** Ends what is live and lets a world's webhooks hear of it, puts the numbers' URLs back and gives the state file free. */
  close(world?: World): Promise<void>;
}

/** Opens what real-carrier mode needs on this machine. Asks nobody for anything yet. */
export const openReal = ({ settings, tell }: RealCarrierConfig, realTime: RealTime): OpenReal => {
  const store = openStateFile(settings.stateFile, settings.account.sid, realTime);
  const rails = createRails({ settings, store, realTime, tell });
  const twilio = createTwilioClient({ settings, realTime, mayBegin: () => rails.requireRunning() });
  const outbox = createOutbox({ store, realTime, tell });
  const callbacks = createCallbackDoor({ settings, realTime, tell });
  let carrier: TwilioCarrier | undefined;
  const opened = (): TwilioCarrier => {
    if (carrier === undefined) throw new Error("There is no world in front of the real carrier yet.");
    return carrier;
  };
  return {
    openCarrier: (host) =>
      (carrier = createTwilioCarrier(host, {
        settings,
        twilio,
        rails,
        outbox,
        store,
        callbacks,
        tell,
        realTime,
      })),
    desk: createCarrierDesk(settings, { rails, store, carrier: opened }),
    callbackPort: () => callbacks.port,
    begin: async () => {
      await callbacks.listen();
      await opened().begin();
    },
    close: async (world) => {
      await carrier?.close();
      await callbacks.close();
      if (world !== undefined) await sendLastNews(world, realTime);
      store.close();
    },
  };
};
