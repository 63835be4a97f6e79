import { expect, it, onTestFinished } from "vitest";
import { ringbackHere } from "./support/command-here.ts";
import { startRingback } from "./support/store-client.ts";

const desk = "+14155550186";
const nina = "+14155550177";
/** A number that no agent has. */
const bare = "+14155550188";
/** A number of an agent whose webhook is not there. */
const deaf = "+14155550199";

/** A ringback with a hosted agent's line, and `say`, which runs a command there that has to end well. */
const start = async (clock: "auto" | "manual") => {
  const server = await startRingback({ clock });
  onTestFinished(() => server.close());
  const { url } = server;
  const post = async (path: string, request: object): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(request) });
    expect(answer.ok).toBe(true);
    return answer.json();
  };
  const agent = { name: "Desk", voiceMode: "hosted", systemPrompt: "We are open.", beginMessage: "Desk." };
  const { agentId } = (await post("/_ringback/phone-agents", agent)) as { agentId: string };
  await post("/_ringback/lines", { provider: "agentphone", country: "US", number: desk, agentId });
  await post("/_ringback/lines", { provider: "agentphone", country: "US", number: bare });
  const hook = { name: "Hook", voiceMode: "webhook", webhookUrl: "http://127.0.0.1:9/webhook" };
  const hooked = (await post("/_ringback/phone-agents", hook)) as { agentId: string };
  await post("/_ringback/lines", {
    provider: "agentphone",
    country: "US",
    number: deaf,
    agentId: hooked.agentId,
  });
  const env = { RINGBACK_URL: url };
  const say = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await ringbackHere(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout.trimEnd();
  };
  return { env, say };
};

it("call leads a conversation and shows it; calls and events show it again", async () => {
  const { say } = await start("auto");
  const spoken = [
    "0:02.0 answered",
    "0:02.0 agent  “Desk.”",
    "0:02.4 person “Are you open?”",
    "0:03.6 agent  “We are open.”",
    "0:04.8 person “Thank you.”",
    "0:05.6 agent  “Thank you. Goodbye.”",
    "0:06.8 over after 4.8 s (completed, agent_hangup)",
  ];
  const said = await say(
    "call",
    "--to",
    desk,
    "--from",
    nina,
    "--say",
    "Are you open?",
    "--say",
    "Thank you.",
  );
  expect(said.split("\n")).toEqual([`${nina} called ${desk}: in-progress (call_001)`, ...spoken]);
  const [head, ...lines] = (await say("calls", "call_001")).split("\n");
  expect(head).toMatch(/^call_001 2026-\S+ \+14155550177 → \+14155550186 over after 4\.8 s \(.+\), 5 turns$/);
  expect(lines).toEqual(spoken);
  expect(await say("events", "--type", "turn.user")).toMatch(
    /^#\d+ \S+ turn\.user call_001 person: “Are you open\?”\n.+“Thank you\.”$/,
  );
  expect(await say("calls", "--live")).toBe("");
  const json = await say("call", "--to", desk, "--json");
  expect(JSON.parse(json)).toMatchObject({ callId: "call_002", phase: "over" });
  expect((await say("calls")).split("\n").map((line) => line.split(" ")[0])).toEqual([
    "call_002",
    "call_001",
  ]);
});

it("call and calls say why nobody could take a call, and why an agent is silent", async () => {
  const { env, say } = await start("auto");
  const failed =
    "0:00.0 agent  No agent has the number +14155550188. Attach one with POST /v1/agents/<agent id>/numbers.";
  // A script need not read it: a call that nobody can take is a failure.
  const { code, stdout } = await ringbackHere(["call", "--to", bare], env);
  expect(code).toBe(1);
  expect(stdout).toContain(`\n${failed}\n0:00.0 over (failed, dial_failed)`);
  expect(await say("calls", "call_001")).toContain(`\n${failed}\n`);
  expect(await say("events", "--type", "call.ended")).toContain('why="No agent has the number +14155550188.');
  const told = await say("call", "--to", deaf, "--say", "Hello?");
  expect(told).toContain("person “Hello?”\n0:02.4 agent  The connection failed: ECONNREFUSED\n0:02.4 over");
  expect(await say("webhooks")).toMatch(
    / agent\.message\/voice → \S+ failed after 1 attempt \(.+\); its turn: ringback calls call_002$/m,
  );
});

it("call can be missed, or be left to itself", async () => {
  const { env, say } = await start("manual");
  expect(await say("call", "--to", desk, "--missed")).toMatch(/ \(call_001\)$/);
  expect(await say("call", "--to", desk)).toMatch(/ called \+14155550186: in-progress \(call_002\)$/);
  expect(await say("calls", "--live")).toMatch(/^call_002 .+ ringing, 0 turns$/);
  expect(JSON.parse(await say("calls", "call_001", "--json"))).toMatchObject({ phase: "over" });
  expect(await ringbackHere(["calls", "call_009"], env)).toMatchObject({
    code: 1,
    stderr: "There is no call call_009 in this world.\n",
  });
});

it.each([
  ["call --to +14155550186 --missed --say hello", "--missed hangs up at the first ring"],
  ["calls call_001 call_002", "This shows one call"],
])("%s is a mistake", async (line, says) => {
  expect(await ringbackHere(line.split(" "))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(says) as string,
  });
});
