import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import type { OwnedNumber } from "../rest/twilio.ts";
import { asked } from "./asked.ts";
import { odditiesOf, whyUnusable } from "./check-number.ts";
import { boughtName } from "./number-buyer.ts";
import { placeOf } from "./number-place.ts";
import type { NumberWebhooks } from "./number-webhooks.ts";

type Owned = ReadonlyMap<string, OwnedNumber>;

/** Brings the state file in line with what the account has, and says what is odd about the numbers that were given. */
export const openShelf = async (parts: TwilioParts, webhooks: NumberWebhooks): Promise<void> => {
  const { twilio, settings, store, tell } = parts;
  if (settings.dryRun)
    tell.did("Dry run: the account's numbers are looked at, and nothing about them is changed.");
  const listed = await asked(twilio.listNumbers());
  const owned = new Map(listed.map((number) => [number.phone_number, number]));
  // Of an account with very many numbers not all are listed.
  for (const e164 of [...Object.keys(store.state.numbers), ...settings.numbers]) {
    const found = owned.get(e164) ?? (await webhooks.look(e164));
    if (found !== undefined) owned.set(e164, found);
  }
  findPurchases(parts, owned);
  endPurchases(parts);
  forgetGone(parts, owned);
  for (const e164 of Object.keys(store.state.numbers)) await webhooks.putBack(e164);
  forgetIdle(parts);
  tellUnknownPurchases(parts, owned);
  for (const e164 of settings.numbers) checkGiven(parts, e164, owned.get(e164));
};

/** What was bought for an errand of this state file bears its name, whatever a process came to write down of it. */
const findPurchases = ({ outbox, store, tell }: TwilioParts, owned: Owned): void => {
  for (const { phone_number: e164, friendly_name, sid } of owned.values()) {
    const id = friendly_name.startsWith(boughtName("")) ? friendly_name.slice(boughtName("").length) : "";
    const row = outbox.get(id);
    if (row?.kind !== "buy" || store.state.numbers[e164]?.bought === true) continue;
    const country = placeOf(e164)?.country ?? "";
    store.change(({ numbers }) => void (numbers[e164] = { ...numbers[e164], sid, bought: true, country }));
    outbox.close(id, { state: "done", sid, number: e164 });
    tell.warn(
      `The number ${maskNumber(e164)}, which ringback was buying when it last ended, was bought, and can be rented now.`,
    );
  }
};

/** A purchase that is not among the account's numbers was none. */
const endPurchases = ({ outbox, tell }: TwilioParts): void => {
  for (const { id } of outbox.unfinished().filter(({ kind }) => kind === "buy")) {
    // Without a reason it stays in doubt for some minutes, since Twilio's lists lag: none is bought meanwhile.
    outbox.close(id, { state: "lost" });
    tell.warn(
      "A number that ringback was buying when it last ended is not among the account's. It is not bought again by itself.",
    );
  }
};

/** Numbers that the account gave back by another way. */
const forgetGone = ({ store, tell }: TwilioParts, owned: Owned): void => {
  const gone = Object.entries(store.state.numbers).filter(([e164, { sid }]) => owned.get(e164)?.sid !== sid);
  for (const [e164, { bought }] of gone) {
    store.change(({ numbers }) => void delete numbers[e164]);
    if (bought)
      tell.warn(`The number ${maskNumber(e164)}, which ringback had bought, is no longer the account's.`);
  }
};

/** Given numbers are noted when they are taken; what is left of them from before is of no use. */
const forgetIdle = ({ store }: TwilioParts): void => {
  const idle = Object.entries(store.state.numbers).filter(
    ([, kept]) => !kept.bought && kept.previous === undefined,
  );
  if (idle.length === 0) return;
  store.change(({ numbers }) => {
    for (const [e164] of idle) delete numbers[e164];
  });
};

const tellUnknownPurchases = ({ store, settings, tell }: TwilioParts, owned: Owned): void => {
  for (const { phone_number: e164, friendly_name } of owned.values()) {
    const isKnown = store.state.numbers[e164]?.bought === true || settings.numbers.includes(e164);
    if (isKnown || !friendly_name.startsWith(boughtName(""))) continue;
    tell.warn(
      `The number ${maskNumber(e164)} seems to have been bought by a ringback with another state file, and costs rent. ` +
        "Name it in RINGBACK_REAL_NUMBERS to use it, or release it in Twilio's console.",
    );
  }
};

const checkGiven = ({ settings, tell }: TwilioParts, e164: string, number: OwnedNumber | undefined): void => {
  if (number === undefined) return tell.warn(notTheAccounts(e164));
  const reason = whyUnusable(number, settings);
  if (reason !== undefined) tell.warn(reason);
  for (const oddity of odditiesOf(number, settings)) tell.warn(oddity);
};

/** A given number that the account does not have. */
export const notTheAccounts = (e164: string): string =>
  `The number ${maskNumber(e164)} is not among the Twilio account's. Take it out of RINGBACK_REAL_NUMBERS, or look whether it is another account's.`;
