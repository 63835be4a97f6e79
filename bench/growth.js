// `node --expose-gc bench/growth.js`: what it costs to store texts at AgentPhone, and what reading and sending cost,
// as 0, 100,000 and 1,000,000 of them are stored in one process. Every request goes the whole way through the desk,
// journal and hash included; only the socket is left out. Ratios are to a second world of the same process in which
// nothing is stored, measured in turn with the first. `GROWTH_SIZES` says how many texts, `GROWTH_THREADS` from how many
// people they come, one after the other, and `GROWTH_WEBHOOK=1` has a webhook that is to hear of each.
import { performance } from "node:perf_hooks";
import { createInvoke } from "./inside/invoke.js";
import { openStage } from "./inside/open-stage.js";

const sizes = (process.env.GROWTH_SIZES ?? "0,100000,1000000").split(",").map(Number);
const threads = Number(process.env.GROWTH_THREADS ?? 1);
const page = 20;

const collect = () => {
  if (globalThis.gc === undefined) throw new Error("Run it as node --expose-gc bench/growth.js.");
  // What the first collection frees may hold what the second one does.
  globalThis.gc();
  globalThis.gc();
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Megabytes that are in use: of JavaScript's, and of Node's own beside it. */
const inUse = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
};

const timed = async (act) => {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
};

/** The milliseconds that the process itself was at work, whatever else the machine did meanwhile. */
const worked = async (act) => {
  const begun = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
};

const batches = 30;
const batchSize = 50;

/** What a request takes at each of two places: the fastest batch, since only that is the machine's own, and what all but a hundredth stay below. */
const measure = async (acts) => {
  const places = acts.map((act) => ({ act, times: [], fastest: Infinity }));
  for (let batch = 0; batch < batches; batch += 1) {
    for (const place of places) {
      const took = await timed(async () => {
        for (let index = 0; index < batchSize; index += 1) place.times.push(await worked(place.act));
      });
      place.fastest = Math.min(place.fastest, took / batchSize);
      await settle();
    }
  }
  return places.map(({ times, fastest }) => {
    const inOrder = times.toSorted((left, right) => left - right);
    return { fastest, p99: inOrder[Math.floor(times.length * 0.99)], worst: inOrder.at(-1) };
  });
};

const stage = await openStage({ clock: "manual" });
const firstPerson = 5_550_123;

/** A world with a number, and what can be asked in it. */
const furnish = async (running) => {
  const { world } = running;
  const invoke = createInvoke(stage.desk, world.name);
  const line = await invoke("control.lines.create", { provider: "agentphone", country: "US" });
  // Nobody listens there: what is queued stays queued.
  if (process.env.GROWTH_WEBHOOK === "1")
    await invoke("agentphone.webhooks.set", { url: "http://127.0.0.1:9/hook" });
  const person = (place) => `+1415${String(firstPerson + (place % threads)).padStart(7, "0")}`;
  const receive = (place, body) =>
    invoke("control.people.text", { from: person(place), to: line.number, body });
  await receive(0, "Hello.");
  return { running, world, invoke, line, person, receive, stored: 1 };
};

/** Stores texts up to so many; answers the microseconds that each took. */
const grow = async (place, size) => {
  const before = place.stored;
  const milliseconds = await timed(async () => {
    while (place.stored < size) {
      await place.receive(place.stored, `Your order ${place.stored} is on its way.`);
      place.stored += 1;
      // Texts of one instant would all be on the same page.
      if (place.stored % 100 === 0) await place.world.clock.advance(1000);
      if (place.stored % 1000 === 0) await settle();
    }
  });
  return place.stored === before ? undefined : (milliseconds * 1000) / (place.stored - before);
};

/** So many people on, so that it is hardly ever the one who wrote last, nor the one who has not written for longest. */
const stride = 7919;

const actsIn = async ({ world, invoke, line, person, receive }) => {
  let turn = 0;
  const nextTurn = () => (turn += stride);
  const { data } = await invoke("agentphone.conversations.list", {});
  const [thread] = data;
  const { messages } = world.tables;
  const middle = [...messages.all()][Math.floor(messages.size / 2)];
  const before = new Date(middle.receivedAt + 1000).toISOString();
  const texts = { number_id: line.numberId, limit: page };
  return {
    "list of the newest": () => invoke("agentphone.numbers.messages.list", texts),
    "page from the middle": () => invoke("agentphone.numbers.messages.list", { ...texts, before }),
    "list of threads": () => invoke("agentphone.conversations.list", { limit: page }),
    "one thread": () =>
      invoke("agentphone.conversations.get", { conversation_id: thread.id, message_limit: page }),
    "use of the account": () => invoke("agentphone.usage.get", {}),
    "text sent": () =>
      invoke("agentphone.messages.send", {
        from_number: line.number,
        to_number: person(nextTurn()),
        body: "On my way.",
      }),
    "text received": () => receive(nextTurn(), "Thanks."),
  };
};

const rounded = (value, digits = 2) => Number(value.toFixed(digits));

const tellActs = async (large, small) => {
  const beside = await actsIn(small);
  for (const [name, act] of Object.entries(await actsIn(large))) {
    const [here, there] = await measure([act, beside[name]]);
    const ratio = rounded(here.fastest / there.fastest);
    console.log(
      `  ${name.padEnd(21)} ${rounded(here.fastest * 1000, 0)} µs, × ${ratio}, p99 ${rounded(here.p99)} ms, worst ${rounded(here.worst, 1)}`,
    );
  }
};

const tellWhole = async (name, act) => {
  try {
    console.log(`  ${name.padEnd(21)} ${rounded(await worked(act), 1)} ms`);
  } catch (error) {
    console.log(`  ${name.padEnd(21)} refused: ${error.message}`);
  }
};

const { main } = stage.worlds;
const smallWorld = stage.worlds.create({ name: "small" });
const openBoth = async () => {
  for (const running of [main, smallWorld]) stage.worlds.reset(running);
  return [await furnish(main), await furnish(smallWorld)];
};

// Everything has run often enough to be compiled before anything counts, with lists as long as a page.
const [one, other] = await openBoth();
await grow(one, 5000);
for (const place of [one, other])
  for (const act of Object.values(await actsIn(place))) await measure([act, act]);

const [large, small] = await openBoth();
for (const place of [large, small]) await grow(place, page);
const empty = inUse();
for (const size of sizes) {
  const each = await grow(large, size);
  const used = inUse();
  const perText = size === 0 ? "" : `, ${rounded(((used - empty) * 2 ** 20) / size, 0)} bytes for each text`;
  const cost = each === undefined ? "" : `, ${rounded(each, 0)} µs to store one`;
  console.log(
    `${size} texts from ${Math.min(threads, size)} people: ${rounded(used, 0)} MB${perText}${cost}`,
  );
  await tellActs(large, small);
  await tellWhole("snapshot kept", () => large.invoke("control.worlds.keep", { name: "main", as: "a" }));
  await tellWhole("snapshot restored", () =>
    large.invoke("control.worlds.restore", { name: "main", kept: "a" }),
  );
  main.kept.clear();
}
await tellWhole("reset", () => stage.worlds.reset(main));
stage.worlds.reset(smallWorld);
console.log(`after the reset: ${rounded(inUse(), 0)} MB`);
stage.close();
