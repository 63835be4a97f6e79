import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findFreePort } from "../../src/runner/find-free-port.ts";
import { type FakeTwilio, openFakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { ringbackHere } from "../support/command-here.ts";

const line = "+16505550199";
const ben = "+442071838750";

type Variables = Readonly<Record<string, string>>;

/** What `ringback doctor --carrier twilio` prints about a fake Twilio and an environment, once something was done to them. */
const examine = async (prepare: (fake: FakeTwilio) => void, more: Variables = {}) => {
  const fake = await openFakeTwilio();
  const folder = mkdtempSync(join(tmpdir(), "ringback-doctor-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await fake[Symbol.asyncDispose]();
  });
  fake.account.own(line);
  prepare(fake);
  const { code, stdout } = await ringbackHere(["doctor", "--port", String(await findFreePort())], {
    RINGBACK_CARRIER: "twilio",
    RINGBACK_REAL_CONFIRM: "spend-real-money",
    RINGBACK_TWILIO_API_URL: fake.url,
    RINGBACK_CALLBACK_PORT: "0",
    RINGBACK_REAL_STATE: join(folder, "real.json"),
    RINGBACK_REAL_NUMBERS: line,
    RINGBACK_REAL_ALLOW_TO: ben,
    TWILIO_ACCOUNT_SID: fake.accountSid,
    TWILIO_API_KEY: fake.apiKey.sid,
    TWILIO_API_SECRET: fake.apiKey.secret,
    TWILIO_AUTH_TOKEN: fake.authToken,
    ...more,
  });
  return { code, lines: stdout.split("\n") };
};

const byToken = { TWILIO_API_KEY: "", TWILIO_API_SECRET: "" };
const noHost = { RINGBACK_PUBLIC_URL: "https://ringback.invalid" };
const noAddress = { RINGBACK_CALLBACK_HOST: "203.0.113.9" };
const balance = (text: string, currency = "USD") => ({
  status: 200,
  body: JSON.stringify({ account_sid: "AC1", balance: text, currency }),
});

it.each<readonly [string, number, RegExp, (fake: FakeTwilio) => void, Variables]>([
  [
    "money that nobody confirmed",
    0,
    /^warn {5}confirmation: .* start asks at a terminal\. Elsewhere say RINGBACK_REAL_CONFIRM=spend-real-money\.$/,
    () => {},
    { RINGBACK_REAL_CONFIRM: "" },
  ],
  [
    "no dry run",
    0,
    /^warn {5}dry run: Off: .* costs\. Take RINGBACK_REAL_DRY_RUN away to try without\.$/,
    () => {},
    { RINGBACK_REAL_DRY_RUN: "0" },
  ],
  [
    "a wrong token in place of a key",
    1,
    /^fail {5}account: .*\(HTTP 401, code 20003\)\. Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: /,
    () => {},
    { ...byToken, TWILIO_AUTH_TOKEN: "a".repeat(32) },
  ],
  [
    "an account that Twilio does not find",
    1,
    /^fail {5}account: .*\(HTTP 404, code 20404\)\. Check TWILIO_ACCOUNT_SID and TWILIO_API_KEY with /,
    ({ faults }) => faults.request({ status: 404, body: '{"code":20404,"message":"No."}' }, {}, 99),
    {},
  ],
  [
    "a Twilio that is down",
    1,
    /^fail {5}account: .* HTTP 500\..* way to 127\.0\.0\.1:\d+, and https:\/\/status\.twilio\.com\.$/,
    ({ faults }) => faults.request("500", { path: "/Accounts/" }, 99),
    {},
  ],
  [
    "a suspended account",
    1,
    /^skipped {2}balance and numbers: Not asked while something is wrong with the account\.$/,
    ({ account }) => (account.status = "suspended"),
    {},
  ],
  [
    "a standard key",
    0,
    /^warn {5}account: The API key works, .* Look in Twilio's Console whether the account is active/,
    ({ account }) => (account.apiKeyKind = "standard"),
    {},
  ],
  [
    "an auth token that nobody can ask about",
    1,
    /^skipped {2}auth token: Twilio could not be asked: .* HTTP 503/,
    // Those who ask with it, and not with the key, are second.
    ({ faults, accountSid }) => {
      faults.request({ slow: 0 }, { path: `/${accountSid}.json` });
      faults.request("503", { path: `/${accountSid}.json` }, 3);
    },
    noHost,
  ],
  [
    "a debt",
    1,
    /^fail {5}balance: -1\.20 USD\. Twilio sends nothing any more\. Put money on the account\.$/,
    ({ account }) => (account.balance = -1_200_000),
    {},
  ],
  [
    "other money than dollars",
    0,
    /^warn {5}balance: 12\.30 EUR\. .* choose RINGBACK_REAL_SPEND_CAP_USD with that in mind\.$/,
    ({ faults }) => faults.request(balance("12.3", "EUR"), { path: "/Balance" }),
    {},
  ],
  [
    "a balance that is no amount",
    0,
    /^skipped {2}balance: Twilio's answer holds no amount\.$/,
    ({ faults }) => faults.request(balance("plenty"), { path: "/Balance" }),
    {},
  ],
  [
    "a balance that is not told",
    0,
    /^skipped {2}balance: Twilio did not say: .*HTTP 403/,
    ({ faults }) => faults.request({ status: 403 }, { path: "/Balance" }),
    {},
  ],
  [
    "numbers that are not told",
    1,
    /^fail {5}number: .*HTTP 403.* Without its numbers ringback has none to rent out\. See the account above\.$/,
    ({ faults }) => faults.request({ status: 403 }, { path: "/IncomingPhoneNumbers" }),
    {},
  ],
  [
    "a number that a TwiML app has",
    1,
    /^warn {5}number: .* belongs to a voice application: .* Take it out of there in Twilio's console\.$/,
    ({ account: { numbers } }) =>
      numbers.forEach((number) => (number.voice_application_sid = `AP${"1".repeat(32)}`)),
    noHost,
  ],
  [
    "a public name without an address",
    1,
    /^fail {5}public name: ringback\.invalid has no address .* Start the tunnel, and give --public-url the host /,
    () => {},
    noHost,
  ],
  ["nowhere to knock", 1, /^skipped {2}callbacks: Nobody can come in by that name\.$/, () => {}, noHost],
])("names %s, and exits %i", async (_what, code, sentence, prepare, more) => {
  const examined = await examine(prepare, more);
  expect(examined.lines).toContainEqual(expect.stringMatching(sentence));
  expect(examined.code).toBe(code);
});

it.each<readonly [string, Variables]>([
  ["where ringback polls", {}],
  ["where nobody finds the public URL", noHost],
])("tells of a callback port in use, at which start would end, %s", async (_where, more) => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { lines } = await examine(() => {}, { ...more, RINGBACK_CALLBACK_PORT: String(port) });
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^warn {5}callback port: Port \d+ of 127\.0\.0\.1, .* is in use\..* If a ringback with these settings runs there/,
    ),
  );
});

it.each<readonly [string, Variables]>([
  ["where ringback polls", noAddress],
  ["where nobody finds the public URL", { ...noAddress, ...noHost }],
  ["before it knocks", { ...noAddress, RINGBACK_PUBLIC_URL: "https://203.0.114.7" }],
])(
  "tells of an address that this machine does not have, at which start would end, %s",
  async (_where, more) => {
    const { code, lines } = await examine(() => {}, more);
    expect(lines).toContain(
      "fail     callback port: This machine has no address 203.0.113.9 to listen for callbacks on. RINGBACK_CALLBACK_HOST and --callback-port say where: 127.0.0.1 and 5551 will do.",
    );
    expect(lines.join("\n")).not.toContain("public URL");
    expect(code).toBe(1);
  },
);
