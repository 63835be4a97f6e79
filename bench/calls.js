// Run by itself: 1,000 calls at once, in each of which somebody says 20 things to an agent, played in virtual time. The
// agent is a hosted one, with nobody outside; or, where a URL is given, whoever takes webhooks there. Prints as JSON how
// long the calls lasted, how long that took, and what the process had grown by when they were over.
import { performance } from "node:perf_hooks";
import { openStage } from "./inside/open-stage.js";

const calls = Number(process.argv[2] ?? 1000);
const exchanges = Number(process.argv[3] ?? 20);
const url = process.argv[4];

const says = Array.from(
  { length: exchanges },
  (_, place) => `This is the ${place + 1}. thing that I have to say.`,
);
const systemPrompt = says.map((_, place) => `I answer to your ${place + 1} question.`).join("\n");

const stage = await openStage({ clock: "auto" });
const { world, domain } = stage.worlds.main;
const { accountId } = domain.accounts.default();
const { agentphone, people } = domain;
const mode = url === undefined ? { voiceMode: "hosted", systemPrompt } : {};
const agent = agentphone.agents.create(accountId, { name: "Bench", ...mode });
const { phoneNumber } = await agentphone.numbers.buy(accountId, { country: "US", agentId: agent.id });
if (url !== undefined) agentphone.webhooks.set(accountId, undefined, { url });

const held = () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
};

let over = 0;
let most = 0;
let live = 0;
world.events.subscribe(({ type }) => {
  if (type === "call.answered") most = Math.max(most, (live += 1));
  if (type !== "call.ended") return;
  live -= 1;
  over += 1;
});

const before = held();
const from = world.clock.now();
const cpu = process.cpuUsage();
const begun = performance.now();
for (let place = 0; place < calls; place += 1) {
  await people.call(`+1646555${String(place).padStart(4, "0")}`, phoneNumber, 60_000, { says });
}
const placed = performance.now();
world.clock.setAgent("none");
await world.clock.settled();
const ended = performance.now();
const { user, system } = process.cpuUsage(cpu);
const rows = [...world.tables.calls.all()];
if (over !== calls || rows.some((call) => call.turns.length < 2 * exchanges)) {
  throw new Error(`Of ${calls} calls ${over} ended, after ${rows[0]?.turns.length} turns.`);
}
const left = world.clock
  .timers()
  .filter(({ kind }) => kind.startsWith("call") || kind === "carrier.task").length;
if (left > 0 || world.tables.carrierRows.size > 0) throw new Error(`${left} timers of calls are left.`);
const after = held();
const turns = rows.reduce((sum, call) => sum + call.turns.length, 0);
console.log(
  JSON.stringify({
    calls,
    turns,
    mostAtOnce: most,
    virtualSeconds: (Math.max(...rows.map((call) => call.endedAt)) - from) / 1000,
    seconds: (ended - begun) / 1000,
    turnsPerSecond: turns / ((ended - placed) / 1000),
    cpuMs: (user + system) / 1000,
    megabytes: after.rss - before.rss,
    heapMegabytes: after.heap - before.heap,
    events: world.events.last,
  }),
);
stage.close();
