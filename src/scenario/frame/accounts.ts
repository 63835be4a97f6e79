import * as z from "zod";
import { dollars, flag, text } from "../fields/fields.ts";
import type { ScenarioAccount } from "../scenario.ts";
import { entryName } from "./entry-name.ts";
import { settingsSchema } from "./settings.ts";

/** The accounts: wallets and spending rules, by the names under which steps ask as them. `default` is the account that is always there. */
export const accountsSchema = () => z.record(entryName("an account"), accountSchema());

const accountSchema = () =>
  z
    .strictObject({
      walletUsd: dollars("what is in its wallet, in dollars").exactOptional(),
      creditUsd: dollars(
        "what it may spend at AgentPhone, in dollars; without end when not said",
      ).exactOptional(),
      policies: policiesSchema().describe("its rules for spending").exactOptional(),
      settings: settingsSchema().describe("how both services treat it").exactOptional(),
    })
    .transform(({ walletUsd, creditUsd, policies, settings }): ScenarioAccount => ({
      ...(settings !== undefined && { settings }),
      ...(creditUsd !== undefined && { creditCents: creditUsd }),
      ...(walletUsd !== undefined && { walletCents: walletUsd }),
      ...(policies !== undefined && { policies }),
    }));

const policiesSchema = () =>
  z
    .strictObject({
      maxPerPurchaseUsd: dollars("the most that one purchase may cost").exactOptional(),
      maxPerDayUsd: dollars("the most that may be spent in a day").exactOptional(),
      maxPerMonthUsd: dollars("the most that may be spent in a month").exactOptional(),
      allowedCategories: names("the categories that may be bought from").exactOptional(),
      allowedCatalogItemIds: names("the items that may be bought").exactOptional(),
      allowedCountryCodes: names("the countries in which numbers may be rented").exactOptional(),
      allowTopups: flag("whether numbers may be topped up").exactOptional(),
    })
    .transform(({ maxPerPurchaseUsd, maxPerDayUsd, maxPerMonthUsd, ...rules }) => ({
      ...rules,
      ...(maxPerPurchaseUsd !== undefined && { maxPerPurchaseMinor: maxPerPurchaseUsd }),
      ...(maxPerDayUsd !== undefined && { maxPerDayMinor: maxPerDayUsd }),
      ...(maxPerMonthUsd !== undefined && { maxPerMonthMinor: maxPerMonthUsd }),
    }));

const names = (description: string) => z.array(text("a name")).describe(description);
