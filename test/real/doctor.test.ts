import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { signatureOf } from "../../src/carriers/twilio/signature/sign.ts";
import type { RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";
import { createCallbackDoor } from "../../src/carriers/twilio/callbacks/create-callback-door.ts";
import { findFreePort } from "../../src/runner/find-free-port.ts";
import { checkAccount } from "../../src/runtime/real/doctor/check-account.ts";
import { checkAuthToken } from "../../src/runtime/real/doctor/check-auth-token.ts";
import { checkBalance } from "../../src/runtime/real/doctor/check-balance.ts";
import { checkCallbacks, checkOwnAddress } from "../../src/runtime/real/doctor/check-callbacks.ts";
import { checkNumbers } from "../../src/runtime/real/doctor/check-numbers.ts";
import { checkPublicName } from "../../src/runtime/real/doctor/check-public-name.ts";
import { checkRecipients } from "../../src/runtime/real/doctor/check-recipients.ts";
import { checkStateFile } from "../../src/runtime/real/doctor/check-state-file.ts";
import { checkNode } from "../../src/runtime/real/doctor/check-this-machine.ts";
import type { Finding } from "../../src/runtime/real/doctor/finding.ts";
import { type FakeTwilio, openFakeTwilio, type SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";
import { ringbackHere } from "../support/command-here.ts";
import { expectNoSecrets } from "../support/no-secrets.ts";
import { selfSigned } from "../support/self-signed.ts";
import { openTunnel, type TunnelFlaws } from "../support/tunnel.ts";

const line = "+16505550199";
const ann = "+14155550123";
const ben = "+442071838750";

const openFake = async (): Promise<FakeTwilio> => {
  const fake = await openFakeTwilio();
  onTestFinished(() => fake[Symbol.asyncDispose]());
  return fake;
};

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** What of findings a test is about. */
const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ state, about, says, cure }) =>
    [`${state} ${about}: ${says}`, cure].filter(Boolean).join(" "),
  );

describe("ringback doctor --carrier twilio", () => {
  const environmentOf = (fake: FakeTwilio): Record<string, string> => ({
    RINGBACK_CARRIER: "twilio",
    RINGBACK_REAL_CONFIRM: "spend-real-money",
    RINGBACK_TWILIO_API_URL: fake.url,
    RINGBACK_CALLBACK_PORT: "0",
    RINGBACK_REAL_STATE: join(temporaryFolder(), "real.json"),
    RINGBACK_REAL_NUMBERS: line,
    RINGBACK_REAL_ALLOW_TO: ben,
    TWILIO_ACCOUNT_SID: fake.accountSid,
    TWILIO_API_KEY: fake.apiKey.sid,
    TWILIO_API_SECRET: fake.apiKey.secret,
    TWILIO_AUTH_TOKEN: fake.authToken,
  });

  it("says line by line that all is well, changes nothing, reaches nobody, and exits 0", async () => {
    const fake = await openFake();
    fake.account.own(line);
    const port = String(await findFreePort());
    const { code, stdout, stderr } = await ringbackHere(["doctor", "--port", port], environmentOf(fake));
    expect(stderr).toBe("");
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^ok {7}Node: /),
      `ok       port: ${port} is free.`,
      "ok       settings: They can be read.",
      "ok       confirmation: Real money is confirmed in the environment.",
      "ok       dry run: Nothing is sent. RINGBACK_REAL_DRY_RUN=0 ends that, once all else is well.",
      expect.stringMatching(/^ok {7}state file: .*real\.json can be written\.$/),
      "ok       recipients: Only +4420•••8750 may be reached.",
      "ok       account: The account is active and no trial.",
      "skipped  auth token: Nobody calls back where ringback polls, so it is not needed.",
      "ok       balance: 100.00 USD.",
      "ok       number: +1650•••0199 is the account's, texts and talks, and is free to be used.",
      expect.stringMatching(/^ok {7}callback port: \d+ is free\.$/),
      "skipped  callbacks: There is no --public-url, so ringback polls: texts both ways, and calls out that only speak.",
      "",
      "11 ok, 0 to know of, 0 in the way, 2 not looked at",
      "",
    ]);
    expect(code).toBe(0);
    expect([...new Set(fake.requests.map(({ method }) => method))]).toEqual(["GET"]);
  });

  it("exits 1 when something is in the way, here as JSON", async () => {
    const fake = await openFake();
    const { code, stdout } = await ringbackHere(["doctor", "--json"], environmentOf(fake));
    expect(code).toBe(1);
    const findings = stdout
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as Finding);
    expect(findings).toContainEqual({
      about: "number",
      state: "fail",
      says: "+1650•••0199 is not the account's.",
      cure: "Take it out of RINGBACK_REAL_NUMBERS, or check that TWILIO_ACCOUNT_SID is the account, or sub-account, that has it.",
    });
  });

  it("exits 2 where the settings cannot be read, and asks nobody", async () => {
    const fake = await openFake();
    const environment = { ...environmentOf(fake), RINGBACK_REAL_DRY_RUN: "no", RINGBACK_REAL_CAP: "1" };
    const { code, stdout } = await ringbackHere(["doctor"], environment);
    expect(code).toBe(2);
    expect(stdout).toContain(
      "fail     settings: RINGBACK_REAL_DRY_RUN is 1 or 0, and something else was said.",
    );
    expect(stdout).toContain("fail     settings: There is no switch RINGBACK_REAL_CAP.");
    expect(fake.requests).toEqual([]);
  });

  it("asks no further with credentials that Twilio refuses, and prints none of them", async () => {
    const fake = await openFake();
    const secret = "w4Zq8Tn2Xc6Vb0Lm5Kj9Hg3Fd7Sa1Pu";
    const { code, stdout } = await ringbackHere(["doctor"], {
      ...environmentOf(fake),
      TWILIO_API_SECRET: secret,
    });
    expect(code).toBe(1);
    expect(stdout).toContain(
      "Check TWILIO_ACCOUNT_SID and TWILIO_API_KEY with TWILIO_API_SECRET: they have to be of one account, and live.",
    );
    expect(stdout).toContain(
      "skipped  balance and numbers: Not asked while something is wrong with the account.",
    );
    const { account } = fake.settings();
    const words = [fake.accountSid, fake.apiKey.sid, fake.apiKey.secret];
    expectNoSecrets(stdout, { account: { ...account, password: secret }, telephones: [line, ben], words });
  });
});

describe("ringback doctor", () => {
  it("looks at this machine where nobody asked for a real carrier, whatever Twilio's own variables say", async () => {
    const port = String(await findFreePort());
    const ambient = { TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`, TWILIO_AUTH_TOKEN: "2".repeat(32) };
    const { code, stdout } = await ringbackHere(["doctor", "--port", port], ambient);
    expect(code).toBe(0);
    expect(stdout).toContain(`ok       port: ${port} is free.`);
    expect(stdout).toContain("ok       carrier: Simulated: no account, nobody is reached.");
    expect(stdout).not.toContain("account:");
  });

  it("believes the flag before the environment", async () => {
    const flags = ["--carrier", "fake", "--port", String(await findFreePort())];
    const { stdout } = await ringbackHere(["doctor", ...flags], { RINGBACK_CARRIER: "twilio" });
    expect(stdout).toContain("ok       carrier: Simulated");
  });

  it("wonders about switches of a mode that nobody asked for, and about a port in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, stdout } = await ringbackHere(["doctor", "--port", String(port)], {
      RINGBACK_REAL_ALLOW_TO: ann,
    });
    expect(code).toBe(0);
    expect(stdout).toContain(`warn     port: ${port} cannot be listened on (EADDRINUSE).`);
    expect(stdout).toContain(
      "warn     carrier: Simulated, although RINGBACK_REAL_… says how a real one is to be.",
    );
  });

  it.each([
    ["20.19.0", "ok"],
    ["24.1.0", "ok"],
    ["20.18.3", "fail"],
    ["18.20.1", "fail"],
  ])("says of Node %s: %s", (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });
});

/** A fake Twilio, the settings that lead to it, and a client. */
const openAccount = async (overrides: SettingsOverrides = {}) => {
  const fake = await openFake();
  fake.account.own(line);
  const settings = fake.settings({ numbers: [line], ...overrides });
  return { fake, settings, twilio: createTwilioClient({ settings, realTime: hostTime }) };
};

describe("the account", () => {
  it("may be a trial, which is told apart, or suspended", async () => {
    const { fake, settings, twilio } = await openAccount();
    expect(await checkAccount(twilio, settings)).toMatchObject({ state: "ok" });
    fake.account.type = "Trial";
    expect(await checkAccount(twilio, settings)).toMatchObject({
      state: "warn",
      says: expect.stringContaining("reaches only numbers that were verified") as string,
    });
    fake.account.status = "suspended";
    expect(await checkAccount(twilio, settings)).toMatchObject({
      state: "fail",
      says: "Twilio says the account is suspended.",
    });
  });

  it("may be hidden from a standard key that works otherwise", async () => {
    const { fake, settings, twilio } = await openAccount();
    fake.faults.request({ status: 401 }, { path: `/${fake.accountSid}.json` });
    expect(await checkAccount(twilio, settings)).toMatchObject({
      state: "warn",
      says: "The API key works, and may not read the account itself, as standard keys may not.",
    });
  });

  it("may be out of reach", async () => {
    const { settings } = await openAccount();
    const nowhere = { ...settings, apiUrl: `http://127.0.0.1:${await findFreePort()}` };
    const twilio = createTwilioClient({ settings: nowhere, realTime: hostTime });
    const finding = await checkAccount(twilio, nowhere);
    expect(finding).toMatchObject({
      state: "fail",
      cure: `Check this machine's way to ${new URL(nowhere.apiUrl).host}, and https://status.twilio.com.`,
    });
  });
});

describe("the auth token", () => {
  it("is tried once where an API key asks, since a wrong one would only show when Twilio calls back", async () => {
    const { settings } = await openAccount();
    expect(await checkAuthToken(settings, hostTime)).toMatchObject({ state: "ok" });
    const wrong = { ...settings, account: { ...settings.account, authToken: "0".repeat(32) } };
    expect(told([await checkAuthToken(wrong, hostTime)])).toEqual([
      "fail auth token: It is not the account's: every callback would be refused as forged. Copy TWILIO_AUTH_TOKEN again from Twilio's Console: the primary one, of this very account.",
    ]);
  });

  it("is not tried where it is what Twilio is asked with anyway, or nobody calls back", async () => {
    const { settings } = await openAccount();
    const { account } = settings;
    const byToken = { ...settings, account: { ...account, user: account.sid, password: account.authToken } };
    expect(await checkAuthToken(byToken, hostTime)).toMatchObject({ state: "skipped" });
    expect(await checkAuthToken({ ...settings, hearing: "poll" }, hostTime)).toMatchObject({
      state: "skipped",
    });
  });
});

it.each([
  [5_000_000, "ok", "5.00 USD."],
  [500_000, "warn", "0.50 USD. That is less than what may be spent in a day, 1.00 USD."],
  [0, "fail", "0.00 USD. Twilio sends nothing any more."],
] as const)("knows what a balance of %i millionths means", async (balance, state, says) => {
  const { fake, settings, twilio } = await openAccount({ limits: { spendPerDay: 1_000_000 } });
  fake.account.balance = balance;
  expect(await checkBalance(twilio, settings)).toMatchObject({ state, says });
});

describe("numbers", () => {
  const look = async (
    prepare: (fake: FakeTwilio) => void,
    overrides: SettingsOverrides = {},
    kept: Parameters<typeof checkNumbers>[2] = {},
  ) => {
    const fake = await openFake();
    prepare(fake);
    const settings = fake.settings({ numbers: [line], ...overrides });
    const twilio = createTwilioClient({ settings, realTime: hostTime });
    return told(await checkNumbers(twilio, settings, kept));
  };
  const busy = { urls: { sms_url: "https://shop.example/sms" } };

  it("are well when they are the account's and serve nobody else", async () => {
    const demo = { urls: { voice_url: "https://demo.twilio.com/welcome/voice/" } };
    expect(await look(({ account }) => account.own(line, demo))).toEqual([
      "ok number: +1650•••0199 is the account's, texts and talks, and is free to be used.",
    ]);
  });

  it("are refused when they serve something else, unless it is to be taken over or nothing is changed", async () => {
    const own = ({ account }: FakeTwilio): void => void account.own(line, busy);
    expect(await look(own)).toEqual([expect.stringMatching(/^fail number: .*RINGBACK_REAL_TAKE_OVER=1/)]);
    expect(await look(own, { takeOver: true })).toEqual([
      "warn number: +1650•••0199 serves something else, which hears nothing while ringback runs. Its URLs are put back at the end.",
    ]);
    expect(await look(own, { hearing: "poll" })).toEqual([expect.stringMatching(/^warn number: /)]);
  });

  it("may lack something, or belong to a trunk that swallows their calls", async () => {
    const found = await look(({ account }) =>
      account.own(line, { capabilities: { voice: false }, trunkSid: `TK${"1".repeat(32)}` }),
    );
    expect(found).toEqual([
      expect.stringMatching(/^warn number: .*cannot do voice/),
      expect.stringMatching(/^warn number: .*SIP trunk/),
    ]);
  });

  it("may not be there at all", async () => {
    expect(await look(() => {}, { numbers: [], allowBuying: false })).toEqual([
      "warn number: None was given, so agents can rent none. List the account's numbers in RINGBACK_REAL_NUMBERS.",
    ]);
    expect(await look(() => {}, { numbers: [] })).toEqual([
      expect.stringMatching(/^warn .*is bought, and costs every month/),
    ]);
  });

  it("are those that ringback bought as well, and may have gone since", async () => {
    const bought = { [line]: { sid: "PN1", bought: true, country: "US" } };
    expect(await look(({ account }) => account.own(line), { numbers: [] }, bought)).toEqual([
      "ok number: +1650•••0199 is the account's, texts and talks, and is free to be used.",
    ]);
    expect(await look(() => {}, { numbers: [] }, bought)).toEqual([
      "warn number: +1650•••0199, which ringback had bought, is no longer the account's. The next start forgets it.",
    ]);
  });

  it("may still have the URLs of a ringback that was killed", async () => {
    const fake = await openFake();
    fake.account.own(line, { urls: { sms_url: "https://old.example/tw/sms" } });
    const settings = fake.settings({ numbers: [line] });
    const twilio = createTwilioClient({ settings, realTime: hostTime });
    const before = {
      smsUrl: "",
      smsMethod: "",
      smsFallbackUrl: "",
      voiceUrl: "",
      voiceMethod: "",
      voiceFallbackUrl: "",
      statusCallback: "",
      statusCallbackMethod: "",
    };
    const kept = { [line]: { sid: "PN1", bought: false, country: "US", previous: before } };
    expect(told(await checkNumbers(twilio, settings, kept))).toEqual([
      "warn number: +1650•••0199 has the URLs that ringback gave it when it last ran, or runs now. If none runs, the next start puts back those that it had before.",
    ]);
  });
});

it.each([
  [{ allowTo: [] }, /^warn recipients: Nobody may be reached\./],
  [{ allowTo: "everybody" }, /^warn recipients: Everybody with a telephone may be reached\./],
  [{ allowTo: [ben] }, /^ok recipients: Only \+4420•••8750 may be reached\.$/],
  [
    { allowTo: [line], numbers: [line] },
    /^warn recipients: \+1650•••0199 may be reached and is one of your lines/,
  ],
  [{ allowTo: ["+19005550123"] }, /^fail recipients: .*premium/],
  [{ allowTo: [ann], numbers: [line] }, /^warn texts in the US: .*30034/],
  [{ allowTo: [ann], numbers: [ben] }, /^ok recipients: Only \+1415•••0123 may be reached\.$/],
] satisfies [SettingsOverrides, RegExp][])("looks at who may be reached: %#", async (overrides, sentence) => {
  const fake = await openFake();
  expect(told(checkRecipients(fake.settings({ numbers: [], ...overrides })))).toContainEqual(
    expect.stringMatching(sentence),
  );
});

describe("the state file", () => {
  it("can be written, is another's, or is in use", async () => {
    const { settings } = await openAccount();
    expect(checkStateFile(settings, hostTime).findings).toMatchObject([{ state: "ok" }]);
    const store = openStateFile(settings.stateFile, settings.account.sid, hostTime);
    expect(checkStateFile(settings, hostTime).findings).toMatchObject([
      { state: "warn", cure: "If that is your ringback, all is well." },
    ]);
    store.close();
    writeFileSync(settings.stateFile, "a letter to my aunt");
    expect(checkStateFile(settings, hostTime).findings).toMatchObject([{ state: "fail" }]);
  });

  it("may know of something that was left in between", async () => {
    const { settings } = await openAccount();
    const store = openStateFile(settings.stateFile, settings.account.sid, hostTime);
    store.change(({ outbox }) => {
      outbox["a"] = { id: "a", kind: "text", state: "sending", at: hostTime.now() };
      outbox["b"] = { id: "b", kind: "call", state: "unknown", at: hostTime.now() };
      outbox["c"] = { id: "c", kind: "text", state: "done", at: hostTime.now() };
    });
    store.close();
    expect(checkStateFile(settings, hostTime).findings).toMatchObject([
      { state: "ok" },
      {
        state: "warn",
        says: "2 of what was asked of Twilio was left without an answer when ringback last ended.",
      },
    ]);
  });
});

describe("the public name", () => {
  it("has to be one", async () => {
    expect(await checkPublicName("https://a..b")).toMatchObject({
      state: "fail",
      says: expect.stringMatching(/^a\.\.b has no address/) as string,
    });
  });

  it("has to lead out of this network", async () => {
    expect(await checkPublicName("https://127.0.0.1")).toMatchObject({ state: "warn" });
    expect(await checkPublicName("https://203.0.114.7")).toMatchObject({ state: "ok" });
  });
});

describe("callbacks", () => {
  /** Settings whose public URL is a tunnel to the callback port. */
  const tunnelled = async (flaws: (settings: RealSettings) => TunnelFlaws = () => ({})) => {
    const fake = await openFake();
    const settings = fake.settings({ callbackPort: await findFreePort() });
    const publicUrl = await openTunnel(settings.callbackPort, flaws(settings));
    return { ...settings, publicUrl };
  };
  const look = async (flaws?: (settings: RealSettings) => TunnelFlaws) =>
    told(await checkCallbacks(await tunnelled(flaws), hostTime));

  it("come in by a tunnel that does nothing but hand on", async () => {
    expect(await look()).toEqual([
      "ok callbacks: A signed request comes in through the public URL and is believed.",
      "ok forgeries: An unsigned request is refused.",
      "ok calls: A WebSocket comes in through the public URL, so calls can be talked in.",
    ]);
  });

  it("are tried with a ringback that runs, in the doctor's place", async () => {
    const settings = await tunnelled();
    const door = createCallbackDoor({
      settings,
      realTime: hostTime,
      tell: { did: () => {}, warn: () => {} },
    });
    await door.listen();
    onTestFinished(() => door.close());
    expect(told(await checkCallbacks(settings, hostTime))).toEqual([
      expect.stringMatching(/^warn callback port: Port \d+ .* is in use/),
      "ok callbacks: A signed request comes in through the public URL and is believed.",
      "ok forgeries: An unsigned request is refused.",
      "ok calls: A WebSocket comes in through the public URL, so calls can be talked in.",
    ]);
    expect(await checkOwnAddress(settings)).toBeUndefined();
  });

  it("are told of by a ringback that starts where its public URL leads elsewhere", async () => {
    const settings = await tunnelled(() => ({ answers: { status: 404 } }));
    expect(await checkOwnAddress(settings)).toMatchObject({
      state: "fail",
      says: "Something answers at the public URL that is not this ringback (404).",
    });
  });

  it.each([
    [
      "changes paths",
      { rewrites: (target: string) => `${target}?tunnel=1` },
      /^fail callbacks: .*not believed \(403\)/,
    ],
    [
      "leads to something else",
      { answers: { status: 200 } },
      /^fail callbacks: Something answers .* not this ringback \(200\)/,
    ],
    ["is down", { answers: { status: 502 } }, /^fail callbacks: .*\(502\)/],
    [
      "redirects",
      { answers: { status: 308, headers: { location: "https://elsewhere.example/" } } },
      /^fail callbacks: The public URL redirects/,
    ],
  ] satisfies [string, TunnelFlaws, RegExp][])(
    "fail where the tunnel %s, and nothing more is tried",
    async (_what, flaws, sentence) => {
      expect(await look(() => flaws)).toEqual([expect.stringMatching(sentence)]);
    },
  );

  it("fail where nobody answers", async () => {
    const fake = await openFake();
    const publicUrl = `http://127.0.0.1:${await findFreePort()}`;
    const settings = { ...fake.settings({ callbackPort: await findFreePort() }), publicUrl };
    expect(told(await checkCallbacks(settings, hostTime))).toEqual([
      expect.stringMatching(/^fail callbacks: Nobody answers at the public URL: ECONNREFUSED\./),
    ]);
  });

  it("fail where the certificate is nobody's", async () => {
    const fake = await openFake();
    const server = createSecureServer(selfSigned(), (_request, response) => void response.end()).listen(
      0,
      "127.0.0.1",
    );
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const publicUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = { ...fake.settings({ callbackPort: await findFreePort() }), publicUrl };
    expect(told(await checkCallbacks(settings, hostTime))).toEqual([
      expect.stringMatching(/^fail callbacks: Nobody answers .*SELF_SIGNED_CERT.*valid certificate/),
    ]);
  });

  it("are no use where a tunnel loses WebSockets: calls would be silent", async () => {
    expect((await look(() => ({ losesSockets: true }))).at(-1)).toMatch(
      /^fail calls: A WebSocket to the public URL got \d+/,
    );
  });

  it("are told apart from a tunnel that lets forgeries in", async () => {
    const settings = await tunnelled();
    const forging: string = await openTunnel(settings.callbackPort, {
      signs: (target) => signatureOf(settings.account.authToken, `${forging}${target}`),
    });
    expect(told(await checkCallbacks({ ...settings, publicUrl: forging }, hostTime))).toContain(
      "fail forgeries: An unsigned request got 200 in place of 403. Something between Twilio and ringback answers for it. Take it away.",
    );
  });
});
