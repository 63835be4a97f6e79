import { inspect } from "node:util";
import { expect } from "vitest";
import type { TwilioAccount } from "../../src/carriers/twilio/settings/real-settings.ts";

interface Confidential {
  readonly account: Pick<TwilioAccount, "user" | "password" | "authToken">;
  /** Telephone numbers that may be read only in part. */
  readonly telephones?: readonly string[];
  /** Other words that may not appear, such as the body of a text. */
  readonly words?: readonly string[];
}

/** Fails where a text holds a secret of the account, or one of the numbers in full, and says which without repeating it. */
export const expectNoSecrets = (
  text: string,
  { account, telephones = [], words = [] }: Confidential,
): void => {
  const basic = (user: string, password: string): string =>
    Buffer.from(`${user}:${password}`).toString("base64");
  const forbidden: Readonly<Record<string, string>> = {
    "the auth token": account.authToken,
    "the password of requests": account.password,
    "the authorization of requests": basic(account.user, account.password),
    ...Object.fromEntries(telephones.map((number, place) => [`number ${place}`, numberOf(number)])),
    ...Object.fromEntries(words.map((word, place) => [`word ${place}`, word])),
  };
  const bare = text.replaceAll(/(?<=\d)[ ().-]+(?=\d)/g, "");
  const found = Object.entries(forbidden)
    .filter(([, secret]) => secret !== "" && (text.includes(secret) || bare.includes(secret)))
    .map(([name]) => name);
  expect(found).toEqual([]);
};

// However it is written: with a plus, with its code, or with neither.
const numberOf = (number: string): string => number.replaceAll(/\D/g, "").slice(-9);

/** Every string of an error that a log could print: message, stack, causes, and hidden properties. */
export const everythingIn = (error: unknown): string =>
  [String(error), inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error)].join("\n");

/** What a promise is rejected with; a promise that is not fails the test. */
export const thrownBy = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
};
