import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ringbackHere } from "./support/command-here.ts";
import { buildOnce, ringback } from "./support/command-line.ts";
import { startRingback } from "./support/store-client.ts";
import { jsonOf, openReceiver } from "./support/webhook-receiver.ts";

beforeAll(buildOnce, 120_000);

const desk = "+14155550186";
const nina = "+14155550177";

/** A ringback whose time stands still, its controls, and `say`, which runs a command there that has to end well. */
const start = async () => {
  const server = await startRingback({ clock: "manual" });
  onTestFinished(() => server.close());
  const { url } = server;
  const post = async (path: string, request: object): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(request) });
    expect(answer.ok).toBe(true);
    return answer.json();
  };
  const env = { RINGBACK_URL: url };
  const say = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await ringbackHere(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout.trimEnd();
  };
  return { env, post, say };
};

describe("text", () => {
  it("sends pictures and iMessages to a line of AgentPhone", async () => {
    const { env, post, say } = await start();
    await post("/_ringback/lines", {
      provider: "agentphone",
      country: "US",
      type: "imessage",
      number: desk,
    });
    const text = ["text", "--to", desk, "--from", nina];
    expect(await say(...text, "--media", "https://example.com/1", "Our", "door")).toBe(
      `${nina} texted ${desk}: “Our door” with a file (msg_001)`,
    );
    expect(await say(...text, "--channel", "imessage", "See it?")).toBe(
      `${nina} texted ${desk}: “See it?” (msg_002)`,
    );
    const media = ["--media", "https://example.com/1", "--media", "https://example.com/2"];
    expect(await say(...text, ...media)).toBe(`${nina} texted ${desk}: “” with 2 files (msg_003)`);
    const { events } = JSON.parse(await say("events", "--type", "message.received", "--json")) as {
      events: { channel: string }[];
    };
    expect(events.map(({ channel }) => channel)).toEqual(["mms", "imessage", "mms"]);
    await post("/_ringback/lines", { provider: "store", country: "US", number: "+12125550186" });
    const refused = ["text", "--to", "+12125550186", "--channel", "imessage", "hello"];
    expect(await ringbackHere(refused, env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("one of the store's: it takes plain texts") as string,
    });
  });
});

describe("mailbox", () => {
  it("shows what was emailed, or only the code", async () => {
    const { env, post, say } = await start();
    expect(await ringbackHere(["mailbox", "--code", "--to", "nina@example.com"], env)).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "No code was emailed to nina@example.com yet. ringback wait code.emailed --code waits for one.\n",
    });
    await post("/v0/agent/sign-up", { human_email: "nina@example.com" });
    const code = await say("mailbox", "--to", "Nina@example.com", "--code");
    expect(code).toMatch(/^\d{6}$/);
    expect(await say("wait", "code.emailed", "--code")).toBe(code);
    expect(await say("mailbox")).toMatch(
      new RegExp(`^email_001 2026-04-01T10:22:00\\.000Z nina@example\\.com “.+” code=${code}$`),
    );
    expect(JSON.parse(await say("mailbox", "--json"))).toMatchObject({ emails: [{ code }] });
    expect(await say("mailbox", "--to", "ann@example.com")).toBe("");
  });
});

describe("webhooks", () => {
  it("shows what webhooks were told, and tells it once more", async () => {
    const { env, post, say } = await start();
    await using receiver = await openReceiver();
    const { url } = receiver;
    const agent = { name: "Support", webhookUrl: url };
    const { agentId } = (await post("/_ringback/phone-agents", agent)) as { agentId: string };
    await post("/_ringback/lines", { provider: "agentphone", country: "US", number: desk, agentId });
    await say("text", "--to", desk, "Where is my order?");
    await say("wait", "webhook.delivered");
    const listed = await say("webhooks");
    const [id = ""] = listed.split(" ");
    expect(listed).toBe(`${id} 2026-04-01T10:22:00.000Z agent.message/sms → ${url} success after 1 attempt`);
    expect(await say("webhooks", "--status", "failed")).toBe("");
    expect(JSON.parse(await say("webhooks", "--json"))).toMatchObject({ deliveries: [{ attemptCount: 1 }] });

    expect(await say("webhooks", "--replay", id)).toBe(`${id} once more: taken with 200`);
    const [first] = receiver.received;
    const body = first?.raw.toString().replace("my order", "order 60007") ?? "";
    await say("webhooks", "--replay", id, "--body", body);
    expect(receiver.received.map((came) => came.headers["x-webhook-id"])).toEqual([id, id, id]);
    expect(receiver.received.map((came) => jsonOf(came)["data"])).toMatchObject([
      { message: "Where is my order?" },
      { message: "Where is my order?" },
      { message: "Where is order 60007?" },
    ]);

    receiver.answer = () => 500;
    expect((await ringbackHere(["webhooks", "--replay", id], env)).code).toBe(1);
    await say("text", "--to", desk, "Hello?");
    await say("wait", "webhook.failed");
    expect(await say("webhooks", "--limit", "1")).toMatch(
      /^\S+ \S+ agent\.message\/sms → \S+ pending after 1 attempt, again at 2026-04-01T10:\S+Z \(.+\)\nThere is 1 more: --limit 2$/,
    );
  });
});

describe("test", () => {
  it("lets webhooks beyond this machine be set where it is told so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ringback-cli-phone-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "far.yaml");
    const agents = "agents: { support: { webhook: http://box.lan/hook } }";
    writeFileSync(file, `version: 1\nname: Far away\n${agents}\nscript: [{ note: go }]\n`);
    const { code, stdout } = await ringback(["test", file]);
    expect(code).not.toBe(0);
    expect(stdout).toContain("--allow-webhook box.lan");
    expect(await ringback(["test", file, "--allow-webhook", "*.lan"])).toMatchObject({ code: 0, stderr: "" });
  });
});

it.each([
  ["webhooks --body {}", "--body goes with --replay ID."],
  ["webhooks --status sent", "--status is one of pending, success, failed, not sent."],
  ["text --to +12125550186 --channel fax hello", "--channel is one of sms, mms, imessage, not fax."],
  ["mailbox --limit 0", "--limit is a whole number from 1 to 1000, not 0."],
])("answers `%s` with a sentence and exits 2", async (line, sentence) => {
  expect(await ringbackHere(line.split(" "))).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
});
