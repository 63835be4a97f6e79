import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readRealSettings } from "../../src/carriers/twilio/settings/read-real-settings.ts";
import { switches } from "../../src/carriers/twilio/settings/switches.ts";

const sid = `AC${"0123456789abcdef".repeat(2)}`;
const key = `SK${"fedcba9876543210".repeat(2)}`;
const secret = "q7Lm2Rt9Vx4Zb6Np8Kd1Hs3Jw5Yc0Gf";
const token = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const ann = "+14155550123";

const credentials = { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token };
const enough = { ...credentials, HOME: "/home/nina" };

const settingsOf = (variables: Record<string, string>, flags = {}) => {
  const reading = readRealSettings(variables, flags);
  if ("settings" in reading) return reading.settings;
  throw new Error(reading.problems.join("\n"));
};

const problemsOf = (variables: Record<string, string>, flags = {}): readonly string[] => {
  const reading = readRealSettings(variables, flags);
  return "problems" in reading ? reading.problems : [];
};

const fileWith = (text: string, mode = 0o600): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-credentials-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "twilio.env");
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};

it("is careful where nothing is said: dry, nobody on the list, a dollar a day", () => {
  expect(settingsOf(enough)).toEqual({
    account: { sid, user: sid, password: token, authToken: token },
    apiUrl: "https://api.twilio.com",
    hearing: "poll",
    publicUrl: undefined,
    callbackPort: 5551,
    callbackHost: "127.0.0.1",
    dryRun: true,
    allowTo: [],
    allowFrom: [],
    numbers: [],
    takeOver: false,
    allowBuying: false,
    allowReleasing: false,
    record: false,
    detectMachines: false,
    limits: {
      spendPerDay: 1_000_000,
      textsPerHour: 10,
      callsPerHour: 3,
      liveCalls: 1,
      recipientGapMs: 2_000,
      callSeconds: 120,
      ringSeconds: 25,
    },
    registrations: {},
    // The name hashes the account, so that two accounts never share what was spent.
    stateFile: expect.stringMatching(
      /^\/home\/nina\/\.local\/state\/ringback\/real-[0-9a-f]{8}\.json$/,
    ) as string,
  });
});

it("takes everything that is said", () => {
  const address = `AD${"a1".repeat(16)}`;
  const bundle = `BU${"b2".repeat(16)}`;
  const settings = settingsOf(
    {
      ...enough,
      RINGBACK_REAL_CONFIRM: "spend-real-money",
      RINGBACK_REAL_DRY_RUN: "0",
      RINGBACK_REAL_ALLOW_TO: ` ${ann}, +442071838750,${ann} `,
      RINGBACK_REAL_ALLOW_FROM: ann,
      RINGBACK_REAL_NUMBERS: "+16505550199",
      RINGBACK_REAL_TAKE_OVER: "1",
      RINGBACK_REAL_ALLOW_BUY: "1",
      RINGBACK_REAL_ALLOW_RELEASE: "1",
      RINGBACK_REAL_SPEND_CAP_USD: "2.505",
      RINGBACK_REAL_TEXTS_PER_HOUR: "0",
      RINGBACK_REAL_CALLS_PER_HOUR: "7",
      RINGBACK_REAL_LIVE_CALLS: "2",
      RINGBACK_REAL_GAP_SECONDS: "30",
      RINGBACK_REAL_CALL_SECONDS: "60",
      RINGBACK_REAL_RING_SECONDS: "15",
      RINGBACK_REAL_RECORD: "1",
      RINGBACK_REAL_DETECT_MACHINES: "1",
      RINGBACK_REAL_REGISTRATIONS: `GB mobile=${address}/${bundle}, DE local=${bundle}`,
      RINGBACK_REAL_STATE: "/var/lib/ringback/state.json",
      RINGBACK_PUBLIC_URL: "https://example.com/phones/",
      RINGBACK_CALLBACK_HOST: "0.0.0.0",
      RINGBACK_CALLBACK_PORT: "7001",
    },
    { callbackPort: 7002 },
  );
  expect(settings).toMatchObject({
    hearing: "webhook",
    publicUrl: "https://example.com/phones",
    callbackHost: "0.0.0.0",
    callbackPort: 7002,
    dryRun: false,
    allowTo: [ann, "+442071838750"],
    allowFrom: [ann],
    numbers: ["+16505550199"],
    takeOver: true,
    allowBuying: true,
    allowReleasing: true,
    record: true,
    detectMachines: true,
    limits: {
      spendPerDay: 2_505_000,
      textsPerHour: 0,
      callsPerHour: 7,
      liveCalls: 2,
      recipientGapMs: 30_000,
      callSeconds: 60,
      ringSeconds: 15,
    },
    registrations: {
      "GB mobile": { addressSid: address, bundleSid: bundle },
      "DE local": { bundleSid: bundle },
    },
    stateFile: "/var/lib/ringback/state.json",
  });
});

it("hears those whom it may reach, unless others are named", () => {
  expect(settingsOf({ ...enough, RINGBACK_REAL_ALLOW_TO: ann }).allowFrom).toEqual([ann]);
});

it("keeps state where users' programs do", () => {
  expect(settingsOf({ ...enough, XDG_STATE_HOME: "/state" }).stateFile).toMatch(/^\/state\/ringback\/real-/);
  // The specification of these folders has others ignored.
  expect(settingsOf({ ...enough, XDG_STATE_HOME: "state" }).stateFile).toMatch(/^\/home\/nina\//);
});

describe("the dry run", () => {
  it.each(["", "1"])("goes on with %j", (said) => {
    expect(settingsOf({ ...enough, RINGBACK_REAL_DRY_RUN: said }).dryRun).toBe(true);
  });

  it.each(["false", "no", "off", "00", "O"])("is not ended by %j, which is a mistake", (said) => {
    expect(problemsOf({ ...enough, RINGBACK_REAL_DRY_RUN: said })).toEqual([
      "RINGBACK_REAL_DRY_RUN is 1 or 0, and something else was said. Write one of the two.",
    ]);
  });
});

describe("everybody", () => {
  it("has to be spelled and confirmed apart", () => {
    expect(problemsOf({ ...enough, RINGBACK_REAL_ALLOW_TO: "*" })).toEqual([
      "RINGBACK_REAL_ALLOW_TO says *, which is everybody with a telephone. List numbers, or say RINGBACK_REAL_ALLOW_EVERYBODY=yes too.",
    ]);
    const both = { ...enough, RINGBACK_REAL_ALLOW_TO: "*", RINGBACK_REAL_ALLOW_EVERYBODY: "yes" };
    expect(settingsOf(both)).toMatchObject({ allowTo: "everybody", allowFrom: "everybody" });
  });

  it("is nobody more for the second word alone", () => {
    expect(settingsOf({ ...enough, RINGBACK_REAL_ALLOW_EVERYBODY: "yes" }).allowTo).toEqual([]);
  });

  it("does not stand beside numbers", () => {
    const mixed = { RINGBACK_REAL_ALLOW_TO: `*,${ann}`, RINGBACK_REAL_ALLOW_EVERYBODY: "yes" };
    expect(problemsOf({ ...enough, ...mixed })).toEqual([
      "RINGBACK_REAL_ALLOW_TO has a * beside numbers. Say the numbers, or the * alone.",
    ]);
  });
});

describe("credentials", () => {
  it("ask with an API key where there is one, and check callbacks with the token", () => {
    const settings = settingsOf({ ...enough, TWILIO_API_KEY: key, TWILIO_API_SECRET: secret });
    expect(settings.account).toEqual({ sid, user: key, password: secret, authToken: token });
  });

  it("need no token where an API key asks and nobody calls back; then no callback can be signed", () => {
    const keyed = { TWILIO_ACCOUNT_SID: sid, TWILIO_API_KEY: key, TWILIO_API_SECRET: secret };
    const one = settingsOf(keyed).account.authToken;
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(settingsOf(keyed).account.authToken).not.toBe(one);
    expect(problemsOf(keyed, { publicUrl: "https://phone.example.com" })).toEqual([
      "TWILIO_AUTH_TOKEN is missing. Twilio signs its callbacks with it, and no API key can check that. It stands on the first page of Twilio's Console.",
    ]);
  });

  it("may lie in a file of one's own, and then those of the environment are nobody's", () => {
    const other = {
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: secret,
      TWILIO_ACCOUNT_SID: `AC${"9".repeat(32)}`,
    };
    const file = fileWith(`# mine\nexport TWILIO_ACCOUNT_SID="${sid}"\n\nTWILIO_AUTH_TOKEN = ${token}\n`);
    const { account } = settingsOf({ ...other, RINGBACK_REAL_CREDENTIALS: file });
    expect(account).toEqual({ sid, user: sid, password: token, authToken: token });
  });

  it("may not lie in a file that others can read", () => {
    const file = fileWith(`TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN=${token}\n`, 0o640);
    expect(problemsOf({ RINGBACK_REAL_CREDENTIALS: file })).toEqual([
      `Others than its owner may read the file that RINGBACK_REAL_CREDENTIALS names. Say chmod 600 ${file}.`,
    ]);
  });

  it("are not guessed where a line of the file is misspelt", () => {
    const file = fileWith(`TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKN=${token}\n${secret}\n`);
    expect(problemsOf({ RINGBACK_REAL_CREDENTIALS: file }).slice(0, 2)).toEqual([
      "Line 2 of the credentials file is none that ringback knows. Did you mean TWILIO_AUTH_TOKEN?",
      "Line 3 of the credentials file is none that ringback knows. Lines are NAME=value, of TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, TWILIO_AUTH_TOKEN.",
    ]);
  });

  it.each([
    [{ TWILIO_AUTH_TOKEN: token }, /^TWILIO_ACCOUNT_SID is missing\./],
    [{ ...credentials, TWILIO_ACCOUNT_SID: key }, /has an API key in it/],
    [{ ...credentials, TWILIO_ACCOUNT_SID: "AC123" }, /32 hexadecimal digits/],
    [{ TWILIO_ACCOUNT_SID: sid }, /^TWILIO_AUTH_TOKEN is missing\. Without an API key/],
    [{ ...credentials, TWILIO_AUTH_TOKEN: "your token" }, /^TWILIO_AUTH_TOKEN is too short/],
    [{ ...credentials, TWILIO_API_KEY: key }, /go together/],
    [{ ...credentials, TWILIO_API_SECRET: secret }, /go together/],
    [{ ...credentials, TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret }, /^TWILIO_API_KEY is SK/],
    [{ RINGBACK_REAL_CREDENTIALS: "/nowhere/twilio.env" }, /cannot be read \(ENOENT\)/],
    [{ RINGBACK_REAL_CREDENTIALS: tmpdir() }, /names a folder/],
  ] satisfies [Record<string, string>, RegExp][])("are refused with a cure: %#", (variables, sentence) => {
    const problems = problemsOf(variables);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
  });
});

describe("the public URL", () => {
  it.each([
    ["https://phone.example.com", "https://phone.example.com"],
    ["https://phone.example.com/", "https://phone.example.com"],
    ["https://phone.example.com:8443/a/b/", "https://phone.example.com:8443/a/b"],
    ["https://203.0.114.7", "https://203.0.114.7"],
  ])("may be %s", (said, kept) => {
    expect(settingsOf(enough, { publicUrl: said })).toMatchObject({ publicUrl: kept, hearing: "webhook" });
  });

  it.each([
    ["phone.example.com", "is no URL"],
    ["http://phone.example.com", "does not begin with https://"],
    ["https://phone.example.com?a=1", "has a query or a fragment"],
    ["https://phone.example.com/#rc=3", "has a query or a fragment"],
    ["https://me:pw@phone.example.com", "has a user or a password"],
    ["https://my_phone.example.com", "has a _ in its host"],
    ["https://localhost", "names this machine"],
    ["https://127.0.0.1:5551", "names this machine"],
    ["https://[::1]", "names this machine"],
    ["https://192.168.1.7", "names this machine"],
    ["https://172.31.0.1", "names this machine"],
    ["https://nas.local", "names this machine"],
    ["https://phone", "has a host that only this network knows"],
  ])("may not be %s", (said, why) => {
    expect(problemsOf(enough, { publicUrl: said })).toEqual([expect.stringContaining(`--public-url ${why}`)]);
    expect(problemsOf({ ...enough, RINGBACK_PUBLIC_URL: said })).toEqual([
      expect.stringContaining(`RINGBACK_PUBLIC_URL ${why}`),
    ]);
  });
});

it("lets tests put another API in Twilio's place, on this machine only", () => {
  const told = (url: string) => ({ ...enough, RINGBACK_TWILIO_API_URL: url });
  expect(settingsOf(told("http://127.0.0.1:4010/")).apiUrl).toBe("http://127.0.0.1:4010");
  for (const url of [
    "https://api.example.com",
    "http://10.0.0.7:4010",
    "http://127.0.0.1.example.com",
    "twilio",
  ]) {
    expect(problemsOf(told(url))).toEqual([expect.stringContaining("RINGBACK_TWILIO_API_URL is for tests")]);
  }
});

it("says everything that is wrong at once, and knows misspelt switches", () => {
  const problems = problemsOf({
    RINGBACK_REAL_CONFIRM: "yes",
    RINGBACK_REAL_ALOW_TO: ann,
    RINGBACK_REAL_HORSES: "1",
    RINGBACK_REALLY: "1",
    RINGBACK_REAL_ALLOW_FROM: `${ann},0171 555`,
    RINGBACK_REAL_SPEND_CAP_USD: "$5",
    RINGBACK_REAL_CALL_SECONDS: "4",
    RINGBACK_REAL_REGISTRATIONS: "GB mobile=AD1",
    TWILIO_AUTH_TOKEN: token,
  });
  expect(problems).toEqual([
    "There is no switch RINGBACK_REAL_ALOW_TO. Did you mean RINGBACK_REAL_ALLOW_TO?",
    "There is no switch RINGBACK_REAL_HORSES. docs/real-carrier.md lists them. Take it away.",
    "There is no switch RINGBACK_REALLY. docs/real-carrier.md lists them. Take it away.",
    "RINGBACK_REAL_CONFIRM confirms with spend-real-money and nothing else. Write that, or leave it out.",
    "TWILIO_ACCOUNT_SID is missing. It begins with AC and stands on the first page of Twilio's Console.",
    "Number 2 of RINGBACK_REAL_ALLOW_FROM is not in E.164 form. Write it like +14155550123, without blanks, and commas between numbers.",
    "RINGBACK_REAL_SPEND_CAP_USD is an amount of US dollars such as 1.00, 1000 at most, without a sign or a currency.",
    "RINGBACK_REAL_CALL_SECONDS is a whole number from 5 to 3600. Leave it out for 120.",
    expect.stringContaining("Entry 1 of RINGBACK_REAL_REGISTRATIONS is not understood."),
  ]);
});

it("repeats nothing that was said, which may be a secret in the wrong place", () => {
  for (const { name } of switches) {
    for (const value of [token, secret, key, ann]) {
      const text = problemsOf({ ...enough, [name]: value }).join("\n");
      expect(text).not.toContain(value);
    }
  }
});

it("is all on the page for users", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/real-carrier.md"), "utf8");
  for (const { name, means, usual } of switches) {
    const row = new RegExp(String.raw`^\| .*\`${name}\`.* \|.*\|$`, "m").exec(page)?.[0] ?? "";
    expect(row).toContain(means);
    expect(row).toContain(usual);
  }
});
