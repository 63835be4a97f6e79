import { z } from "zod";
import { dollars, duration, flag } from "../fields/fields.ts";

/** How the store treats the default account where its documentation leaves a choice: what `control.storeSettings.change` takes. */
export const settingsSchema = () =>
  z
    .strictObject({
      markReadOnGet: flag("whether a text that is asked for by itself becomes read").exactOptional(),
      quoteLifetime: duration("how long a quote is good for; 0s for ever").exactOptional(),
      showQuoteExpiry: flag("whether quotes say when they expire").exactOptional(),
      showCallLogExtras: flag("whether call logs say more than is documented").exactOptional(),
      largestTopupUsd: dollars("the most that a number can be topped up with at once").exactOptional(),
    })
    .transform(({ largestTopupUsd: cents, ...settings }) => ({
      ...settings,
      ...(cents !== undefined && { largestTopupUsd: cents / 100 }),
    }));
