import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { confirmReal } from "../../src/cli/confirm-real.ts";
import { killSwitch } from "../../src/cli/kill-switch.ts";
import { maskedTell } from "../../src/runtime/real/masked-tell.ts";
import { type FakeTwilio, openFakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { ringbackHere } from "../support/command-here.ts";
import { expectNoSecrets } from "../support/no-secrets.ts";
import { buildOnce, CommandLine, ringback } from "../support/command-line.ts";

const line = "+16505550199";
const other = "+16505550177";
const ann = "+14155550123";

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-real-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const account = { TWILIO_ACCOUNT_SID: `AC${"1a".repeat(16)}`, TWILIO_AUTH_TOKEN: "2b".repeat(16) };
const confirmed = { ...account, RINGBACK_CARRIER: "twilio", RINGBACK_REAL_CONFIRM: "spend-real-money" };

describe("start with a real carrier is refused", () => {
  it("with everything that is missing, at once", async () => {
    const { code, stdout, stderr } = await ringbackHere(["start", "--carrier", "twilio"], {
      RINGBACK_REAL_ALLOW_TO: "*",
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      "The real carrier cannot be used yet:",
      expect.stringMatching(/^- TWILIO_ACCOUNT_SID is missing\./),
      expect.stringMatching(/^- TWILIO_AUTH_TOKEN is missing\./),
      expect.stringMatching(/^- RINGBACK_REAL_ALLOW_TO says \*/),
      "ringback doctor --carrier twilio looks at all of it.",
      "",
    ]);
  });

  it.each([[], ["--quiet"], ["--json"]])(
    "until it is confirmed, after saying what may happen: %j",
    async (...flags) => {
      const { code, stderr } = await ringbackHere(["start", "--carrier", "twilio", ...flags], account);
      expect(code).toBe(2);
      expect(stderr).toContain(
        "REAL CARRIER: account AC1a…1a1a of Twilio. Telephones are real, and so is the money.",
      );
      expect(stderr).toContain("Say RINGBACK_REAL_CONFIRM=spend-real-money too.");
      expect(stderr).not.toContain(account.TWILIO_AUTH_TOKEN);
      expect(stderr).not.toContain(account.TWILIO_ACCOUNT_SID);
    },
  );

  it.each([
    [["--scenario", "scenarios/otp.yaml"], /^--scenario goes with the simulated network/],
    [["--clock", "auto"], /^--clock auto goes with the simulated network/],
    [["--clock", "60x"], /^--clock 60x goes with the simulated network/],
    [["--start", "2026-04-01T10:22:00Z"], /^--start 2026-04-01T10:22:00Z goes with the simulated network/],
    [["--host", "0.0.0.0"], /^--host lets others reach a ringback that can spend your money/],
    [["--callback-port", "70000"], /^--callback-port is a whole number from 0 to 65535/],
    [
      ["--public-url", "http://example.com"],
      /^The real carrier cannot be used yet:\n- --public-url does not begin with https/,
    ],
    // Others can read command lines, so there is no flag for it; nor is what was said repeated.
    [["--auth-token", "2b2b2b2b"], /^start has no --auth-token\.(?!.*2b2b)/],
  ] satisfies [string[], RegExp][])("with %j", async (flags, sentence) => {
    const { code, stdout, stderr } = await ringbackHere(["start", ...flags], confirmed);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
  });

  it.each([
    [
      ["--public-url", "https://example.com"],
      {},
      "--public-url goes with --carrier twilio: nobody calls back to a simulated network.\n",
    ],
    [
      ["--callback-port", "5551"],
      {},
      "--callback-port goes with --carrier twilio: nobody calls back to a simulated network.\n",
    ],
    [["--carrier", "twillio"], {}, "--carrier is one of fake, twilio, not twillio. Did you mean twilio?\n"],
    [[], { RINGBACK_CARRIER: "telnyx" }, "RINGBACK_CARRIER is one of fake, twilio, not telnyx.\n"],
  ] satisfies [string[], Record<string, string>, string][])(
    "where it is asked for wrongly: %j %j",
    async (flags, environment, sentence) => {
      expect(await ringbackHere(["start", ...flags], environment)).toEqual({
        code: 2,
        stdout: "",
        stderr: sentence,
      });
    },
  );
});

describe("somebody at a terminal", () => {
  const asked = async (typed: string) => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    input.end(typed);
    await confirmReal(undefined, { input, output });
    return String(output.read());
  };

  it("confirms by typing the word in full", async () => {
    expect(await asked("spend-real-money\n")).toContain("Type spend-real-money to go on");
  });

  it.each(["yes\n", "spend\n", "\n", ""])("does not by typing %j", async (typed) => {
    await expect(asked(typed)).rejects.toThrow(
      "Not confirmed, so nothing was started and nobody was reached.",
    );
  });

  it("may leave by Ctrl-C, and what is said then stands in a line of its own", async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    input.end();
    await expect(confirmReal(undefined, { input, output })).rejects.toThrow("Not confirmed");
    expect(String(output.read())).toMatch(/leave it: [^\n]*\n$/);
  });

  it.each([
    [true, false],
    [false, true],
  ])("is not asked where nobody would see or answer it: %j %j", async (typesThere, readsThere) => {
    const input = Object.assign(new PassThrough(), { isTTY: typesThere });
    const output = Object.assign(new PassThrough(), { isTTY: readsThere });
    input.end("spend-real-money\n");
    await expect(confirmReal(undefined, { input, output })).rejects.toThrow("nobody sits at a terminal");
  });

  it("is not asked where the environment has the word", async () => {
    await expect(confirmReal("spend-real-money")).resolves.toBeUndefined();
  });
});

it("prints no full number and no secret of a sentence that nobody masked", () => {
  const said: string[] = [];
  const tell = maskedTell({ did: (text) => void said.push(text), warn: (text) => void said.push(text) });
  tell.did(`Sent to ${ann}.`);
  tell.warn(`Twilio refused ${account.TWILIO_AUTH_TOKEN}.`);
  expect(said).toEqual(["Sent to +1415•••0123.", "Twilio refused [hidden]."]);
});

it("prints nothing that a caller's name could do to the terminal", () => {
  const said: string[] = [];
  const tell = maskedTell({ did: () => undefined, warn: (text) => void said.push(text) });
  tell.warn("A call from sip:\u001b[2Jbob@example.com\r\nwas not taken.");
  expect(said).toEqual(["A call from sip: [2Jbob@example.com was not taken."]);
});

describe("start", () => {
  beforeAll(buildOnce, 120_000);

  const openFake = async (): Promise<FakeTwilio> => {
    const fake = await openFakeTwilio();
    onTestFinished(() => fake[Symbol.asyncDispose]());
    fake.account.own(line);
    return fake;
  };

  const environmentOf = (fake: FakeTwilio): Record<string, string> => ({
    RINGBACK_CARRIER: "twilio",
    RINGBACK_REAL_CONFIRM: "spend-real-money",
    RINGBACK_TWILIO_API_URL: fake.url,
    RINGBACK_REAL_STATE: fake.settings().stateFile,
    RINGBACK_REAL_NUMBERS: line,
    RINGBACK_REAL_ALLOW_TO: ann,
    TWILIO_ACCOUNT_SID: fake.accountSid,
    TWILIO_API_KEY: fake.apiKey.sid,
    TWILIO_API_SECRET: fake.apiKey.secret,
    TWILIO_AUTH_TOKEN: fake.authToken,
  });

  /** An agent with a line, in the environment that start announced; answers how it sends a text. */
  const openAgent = async (env: Readonly<Record<string, string>>): Promise<() => Promise<number>> => {
    const headers = {
      authorization: `Bearer ${env["AGENTPHONE_API_KEY"]}`,
      "content-type": "application/json",
    };
    const ask = async (path: string, body: object): Promise<Response> =>
      fetch(`${env["AGENTPHONE_BASE_URL"]}/v1/${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
    const { id } = (await (await ask("agents", { name: "First" })).json()) as { id: string };
    expect((await ask("numbers", { country: "US", agentId: id })).status).toBeLessThan(300);
    return async () =>
      (await ask("messages", { agent_id: id, to_number: ann, body: "Hello from ringback" })).status;
  };

  it("is simulated where Twilio's own variables lie about", async () => {
    const fake = await openFake();
    const { RINGBACK_CARRIER: _carrier, ...rest } = environmentOf(fake);
    await using server = new CommandLine(["start", "--port", "0", "--json"], rest);
    const { url } = JSON.parse(await server.line()) as { url: string };
    const answer = await fetch(`${url}/_ringback/carrier`);
    expect(answer.headers.get("x-carrier")).toBeNull();
    expect(await answer.json()).toEqual({ carrier: "fake" });
    expect(fake.requests).toEqual([]);
  });

  it("alone has the mode: exec plays on the simulated network, and says so", async () => {
    const { code, stderr } = await ringback(["exec", "--", "true"], confirmed);
    expect(code).toBe(0);
    expect(stderr).toContain("exec plays on the simulated network, whatever RINGBACK_CARRIER says.");
  });

  it("says what may happen, runs dry, and sends nothing", async () => {
    const fake = await openFake();
    await using server = new CommandLine(
      ["start", "--port", "0", "--callback-port", "0"],
      environmentOf(fake),
    );
    const env: Record<string, string> = {};
    while (env["AGENTPHONE_MCP_URL"] === undefined) {
      const [, name, value] = /^export (\w+)=(.*)$/.exec(await server.line()) ?? [];
      if (name !== undefined && value !== undefined) env[name] = value;
    }
    const send = await openAgent(env);
    expect(await send()).toBe(200);
    let said = await server.line();
    while (!said.startsWith("twilio:") || !said.includes("0123")) said = await server.line();
    expect(said).toContain("+1415•••0123");
    server.signal("SIGTERM");
    const { code, stdout, stderr } = await server.ended();
    expect(code).toBe(0);
    expect(stdout).toContain("\ntwilio: Ending: calls are ended and numbers left as they were before.");
    expect(stderr).toContain(
      "  dry run        on: everything is checked, nothing is sent. RINGBACK_REAL_DRY_RUN=0 ends that.",
    );
    expect(stderr).toContain("  may reach      +1415•••0123");
    expect(stderr).toContain("  numbers        +1650•••0199");
    expect(stderr).toContain("  spends         $1.00 a day at most (UTC)");
    expect(stderr).toMatch(/ {2}stop {11}kill -USR2 \d+, or POST \/_ringback\/carrier\/stop\./);
    const printed = stdout.replaceAll(/^export .*$/gm, "") + stderr;
    expectNoSecrets(printed, {
      account: fake.settings().account,
      telephones: [ann, line],
      words: [fake.accountSid],
    });
    expect(fake.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(fake.messages).toEqual([]);
  });

  it("says in JSON first that it is up, then what the carrier did before", async () => {
    const fake = await openFake();
    await using server = new CommandLine(
      ["start", "--port", "0", "--callback-port", "0", "--json"],
      environmentOf(fake),
    );
    expect(JSON.parse(await server.line())).toMatchObject({ event: "ready" });
    expect(JSON.parse(await server.line())).toEqual({
      event: "carrier",
      says: expect.stringContaining("Dry run: ") as string,
    });
  });

  it("heeds a SIGUSR2 that came while it was starting as soon as it is up", async () => {
    onTestFinished(() => void process.removeAllListeners("SIGUSR2"));
    const kill = killSwitch();
    process.emit("SIGUSR2");
    const stopped = new Promise<string>((resolve) => kill.arm(async () => resolve("stopped")));
    expect(await stopped).toBe("stopped");
  });

  it("sends for real when told so, until SIGUSR2 stops everything; no secret stands on its command line", async () => {
    const fake = await openFake();
    const environment = {
      ...environmentOf(fake),
      RINGBACK_REAL_DRY_RUN: "0",
      RINGBACK_REAL_GAP_SECONDS: "0",
    };
    await using server = new CommandLine(
      ["start", "--port", "0", "--callback-port", "0", "--json"],
      environment,
    );
    const { url, pid, callbackPort, env } = JSON.parse(await server.line()) as {
      url: string;
      pid: number;
      callbackPort: number;
      env: Record<string, string>;
    };
    expect(callbackPort).toBeGreaterThan(0);
    const send = await openAgent(env);
    expect(await send()).toBe(200);
    await fake.settled();
    expect(fake.messages).toMatchObject([{ to: ann, from: line, body: "Hello from ringback" }]);
    server.signal("SIGUSR2");
    expect(await server.errorLine(/SIGUSR2/)).toContain("SIGUSR2 came: 0 live calls were ended.");
    const answer = await fetch(`${url}/_ringback/carrier`);
    expect(answer.headers.get("x-carrier")).toBe("twilio");
    expect(await answer.json()).toMatchObject({ carrier: "twilio", dryRun: false, stopped: true });
    expect(await send()).toBe(503);
    expect(fake.messages).toHaveLength(1);
    if (process.platform === "linux") {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      expectNoSecrets(commandLine, { account: fake.settings().account, telephones: [ann, line] });
    }
    server.signal("SIGTERM");
    expect((await server.ended()).code).toBe(0);
  });

  it("leads the line's URLs to the public one while it runs, and puts them back at the end", async () => {
    const fake = await openFake();
    const before = { sms_url: "https://shop.example/sms", voice_url: "https://shop.example/voice" };
    fake.account.own(other, { urls: before });
    const environment = {
      ...environmentOf(fake),
      RINGBACK_REAL_NUMBERS: other,
      RINGBACK_REAL_DRY_RUN: "0",
      RINGBACK_REAL_TAKE_OVER: "1",
    };
    const flags = [
      "--public-url",
      "https://ringback.example",
      "--callback-port",
      "0",
      "--port",
      "0",
      "--json",
    ];
    await using server = new CommandLine(["start", ...flags], environment);
    const { url, env } = JSON.parse(await server.line()) as { url: string; env: Record<string, string> };
    const state = await fetch(`${url}/_ringback/carrier`);
    expect(await state.json()).toMatchObject({ numbers: [{ number: other, inUse: false, bought: false }] });
    await openAgent(env);
    expect(fake.account.numberOf(other)).toMatchObject({
      sms_url: expect.stringMatching(/^https:\/\/ringback\.example\/tw\/sms/) as string,
      voice_url: expect.stringMatching(/^https:\/\/ringback\.example\/tw\/voice/) as string,
    });
    server.signal("SIGINT");
    expect((await server.ended()).code).toBe(0);
    expect(fake.account.numberOf(other)).toMatchObject(before);
  });

  it("warns where nobody is at the public URL, since calls would be silent", async () => {
    const fake = await openFake();
    // No name server has to be asked to know that there is no such name.
    const flags = ["--public-url", "https://a..b", "--callback-port", "0", "--port", "0"];
    await using server = new CommandLine(["start", ...flags], environmentOf(fake));
    expect(await server.errorLine(/public URL: /)).toMatch(
      /^warning: Nobody answers at the public URL: .+ leads to http:\/\/127\.0\.0\.1:[1-9]\d*\. .*cannot call back/,
    );
  });

  it("does what the page for users has them do first", async () => {
    const fake = await openFake();
    fake.account.own(other);
    const file = join(temporaryFolder(), "twilio.env");
    const { TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, TWILIO_AUTH_TOKEN, ...rest } =
      environmentOf(fake);
    const credentials = { TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, TWILIO_AUTH_TOKEN };
    writeFileSync(
      file,
      Object.entries(credentials)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
      { mode: 0o600 },
    );
    const environment = {
      ...rest,
      RINGBACK_REAL_CREDENTIALS: file,
      RINGBACK_REAL_NUMBERS: `${line},${other}`,
      RINGBACK_REAL_DRY_RUN: "0",
    };
    await using server = new CommandLine(
      ["start", "--port", "0", "--callback-port", "0", "--json"],
      environment,
    );
    const { env } = JSON.parse(await server.line()) as { env: Record<string, string> };
    const page = readFileSync(join(import.meta.dirname, "../../docs/real-carrier.md"), "utf8");
    const asked = [...page.matchAll(/^ *phone (\w+) '(\{.*\})'/gm)];
    expect(asked.map(([, what]) => what)).toEqual([
      "agents",
      "numbers",
      "messages",
      "agents",
      "numbers",
      "calls",
    ]);
    let agent = "";
    for (const [, path, body = ""] of asked) {
      const answer = await fetch(`${env["AGENTPHONE_BASE_URL"]}/v1/${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${env["AGENTPHONE_API_KEY"]}`, "content-type": "application/json" },
        body: body.replace("agt_…", agent),
      });
      expect(answer.status).toBe(200);
      if (path === "agents") agent = ((await answer.json()) as { id: string }).id;
    }
    expect(fake.messages).toMatchObject([{ to: ann, from: line, body: "Hello from ringback" }]);
    expect(
      fake.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/Calls.json")),
    ).toHaveLength(1);
  });
});
