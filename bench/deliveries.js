// Run by itself with the URL of a sink: how many webhooks a second leave, what each costs this process, and how long it
// takes from the event to the sink's first look at the request, beside what plain node:http needs for the same bytes.
import { Agent, request as ask } from "node:http";
import { performance } from "node:perf_hooks";
import { openStage } from "./inside/open-stage.js";

const [, , sink, many = "5000"] = process.argv;
const count = Number(many);
const single = 1000;
// So often at first, without being measured: until then the compiler is at work.
const warmUps = 2000;
const now = () => performance.timeOrigin + performance.now();
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const readSink = async () => (await fetch(sink)).json();

const stage = await openStage({ clock: "real" });
const { world, domain } = stage.worlds.main;
const { accountId } = domain.accounts.default();
const { agentphone, people } = domain;
const agent = agentphone.agents.create(accountId, { name: "Bench" });
const { phoneNumber } = await agentphone.numbers.buy(accountId, { country: "US", agentId: agent.id });
agentphone.webhooks.set(accountId, undefined, { url: `${sink}/webhook` });

/** Resolves when so many deliveries are over. */
const delivered = (wanted) =>
  new Promise((resolve) => {
    let left = wanted;
    const stop = world.events.subscribe(({ type }) => {
      if (type !== "webhook.delivered" || (left -= 1) > 0) return;
      stop();
      resolve();
    });
  });
const text = (place, body) =>
  people.text(`+1646555${String(place % 10_000).padStart(4, "0")}`, phoneNumber, body);

let began = [];
world.events.subscribe(({ type }) => {
  if (type === "message.received") began.push(now());
});

const oneByOne = async (send) => {
  for (let place = 0; place < warmUps; place += 1) await send(place);
  await readSink();
  began = [];
  for (let place = 0; place < single; place += 1) await send(place);
  const { arrivals } = await readSink();
  return median(arrivals.map((at, place) => at - began[place]));
};

let sample = "";
stage.worlds.main.domain.agentphone.deliveries.due.subscribe(({ deliveryId }) => {
  sample ||= world.tables.webhookDeliveries.get(deliveryId).body;
});
const sendText = async (place) => {
  const over = delivered(1);
  await text(place, "How long does it take?");
  await over;
};
const own = await oneByOne(sendText);

const http = new Agent({ keepAlive: true });
const sendBare = () =>
  new Promise((resolve, reject) => {
    began.push(now());
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(sample) };
    const asked = ask(sink, { method: "POST", agent: http, headers }, (response) => {
      response.resume();
      response.on("end", resolve);
    });
    asked.on("error", reject);
    asked.end(sample);
  });
const bare = await oneByOne(sendBare);

const cpu = process.cpuUsage();
const begun = performance.now();
const all = delivered(count);
for (let place = 0; place < count; place += 1) await text(place, "One of many.");
await all;
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpu);
http.destroy();
stage.close();
console.log(
  JSON.stringify({
    perSecond: count / seconds,
    cpuMs: (user + system) / 1000 / count,
    toSinkMs: own,
    bareToSinkMs: bare,
    overheadMs: own - bare,
  }),
);
