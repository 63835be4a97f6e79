import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { connectRingback, RingbackError, type RingbackHandle, startRingback } from "../../src/index.ts";

const scenario = "scenarios/store-otp.yaml";

it("is up in one line, and gone at the end of its block", async () => {
  // #region first
  await using ringback = await startRingback();
  const line = await ringback.lines.rent({ country: "US" });
  await ringback.person("+14155550123").text(line, "Your code is 834921");
  const { otp } = await ringback.wait("message.received", { to: line });
  await ringback.clock.advance("10m");
  // #endregion
  expect(otp).toBe("834921");
});

/** A small agent in plain fetch: it looks until there is a text, and reads it. */
const myAgent = async ({ env }: { readonly env: Readonly<Record<string, string>> }): Promise<string> => {
  const headers = { authorization: `Bearer ${env["AGENT_STORE_AGENT_API_KEY"]}` };
  const read = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`${env["AGENT_STORE_API_BASE_URL"]}${path}`, { headers })).json()) as Answer;
  const { services } = await read<{ services: { id: string }[] }>("/services");
  for (;;) {
    const path = `/services/${services[0]?.id}/phone/messages`;
    const { messages } = await read<{ messages: { id: string }[] }>(path);
    if (messages[0] === undefined) continue;
    return (await read<{ message: { body: string } }>(`${path}/${messages[0].id}`)).message.body;
  }
};

it("plays a scenario to an agent, and says whether it passed", async () => {
  // #region agent
  await using ringback = await startRingback({ scenario: "scenarios/store-otp.yaml" });
  await myAgent({ env: ringback.env }); // AGENT_STORE_API_BASE_URL, AGENT_STORE_AGENT_API_KEY, …
  expect(await ringback.seen("message.read")).toHaveLength(1);
  const story = await ringback.scenario();
  await story.passed(); // throws the report when an expectation of the scenario was not met
  // #endregion
  expect(await story.finished()).toMatchObject({ passed: true, file: expect.any(String) as string });
});

it("runs the same way from the same seed", async () => {
  const hashes = new Set<string>();
  for (const seed of ["7", "7", "8"]) {
    await using ringback = await startRingback({ scenario, seed });
    await ringback.wait("call.missed", {}, { timeout: "1h" });
    hashes.add(await ringback.journal.hash());
  }
  expect(hashes.size).toBe(2);
});

it("keeps its journal when asked to", async () => {
  // #region journal
  await using ringback = await startRingback({ journal: true });
  await ringback.lines.rent({ country: "US" });
  const lines = await ringback.journal.text(); // a JSON object in each line
  const hash = await ringback.journal.hash(); // the same in every run that goes the same way
  // #endregion
  expect(hash).toBe(createHash("sha256").update(lines).digest("hex"));
  expect(lines).toContain('"operation":"control.lines.create"');
  await using other = await startRingback();
  await expect(other.journal.text()).rejects.toThrow(/^No journal of the world main is kept here\./);
});

it("can be closed by hand, however often", async () => {
  // #region close
  const ringback = await startRingback();
  try {
    await ringback.lines.list();
  } finally {
    await ringback.close();
  }
  // #endregion
  await ringback.close();
  await expect(connectRingback({ url: ringback.url })).rejects.toMatchObject({ name: "RemoteFailure" });
});

it("says that it was closed to whoever still uses it", async () => {
  const ringback = await startRingback();
  await ringback.close();
  await expect(ringback.lines.list()).rejects.toThrow("This ringback was closed.");
});

it("says in a sentence what JavaScript got wrong", async () => {
  await using ringback = await startRingback();
  const nothing = undefined as unknown as string;
  await expect(ringback.ask("store.service.list" as "store.services.list", {})).rejects.toThrow(
    "There is no operation store.service.list. Did you mean store.services.list?",
  );
  await expect(async () => ringback.person("+14155550123").text(nothing, "hello")).rejects.toThrow(
    "`to` must be a line, a person or a number",
  );
});

it("ends waits when it is closed", async () => {
  const ringback = await startRingback();
  const waiting = ringback.wait("call.missed", {}, { timeout: "1h" });
  const message = "The world main was closed while something was waited for.";
  await Promise.all([expect(waiting).rejects.toThrow(message), ringback.close()]);
});

it("ends a wait when its signal says so", async () => {
  await using ringback = await startRingback();
  const stop = new AbortController();
  const waiting = ringback.wait("call.missed", {}, { timeout: "1h", signal: stop.signal });
  stop.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});

it("refuses options that make no sense, in a sentence", async () => {
  await expect(startRingback({ clock: "fast" })).rejects.toThrow(
    "clock must be auto, manual, real or a factor such as 60x, not fast.",
  );
  await expect(startRingback({ scenario: "nowhere.yaml" })).rejects.toThrow(RingbackError);
  await using first = await startRingback();
  const port = Number(new URL(first.url).port);
  await expect(startRingback({ port, journal: true })).rejects.toThrow(String(port));
});

it("keeps controls from whoever does not know the token, and from agents", async () => {
  await using ringback = await startRingback({ controlToken: "sesame" });
  await expect(connectRingback({ url: ringback.url })).rejects.toMatchObject({ code: "unauthorized" });
  expect(await ringback.lines.list()).toEqual([]);
});

/** A ringback that was started elsewhere. */
const elsewhere = (): Promise<RingbackHandle> => startRingback({ clock: "manual" });

it("opens a ringback that runs elsewhere, and lets it run on", async () => {
  await using started = await elsewhere();
  const { url } = started;
  await started.people.add("acme", "+14155550123");
  // #region connect
  await using ringback = await connectRingback({ url }); // or the variable RINGBACK_URL
  const line = await ringback.lines.rent({ country: "US" });
  await ringback.person("acme").missedCall(line);
  // #endregion
  expect(ringback.env).toEqual(started.env);
  expect(await started.wait("call.missed", { to: line })).toMatchObject({ from: "+14155550123" });
  await expect(ringback.journal.text()).rejects.toMatchObject({ code: "not_found" });
  const waiting = ringback.wait("message.received", {}, { timeout: "1h" });
  await Promise.all([expect(waiting).rejects.toMatchObject({ code: "wait_timed_out" }), ringback.close()]);
  expect(await started.lines.list()).toHaveLength(1);
});

it("opens one world of it", async () => {
  await using started = await elsewhere();
  await using made = await started.worlds.create({ name: "mine" });
  await using ringback = await connectRingback({ url: `${started.url}/`, world: "mine" });
  await ringback.lines.rent({ country: "US" });
  expect(await made.lines.list()).toHaveLength(1);
  expect(ringback.url).toBe(`${started.url}/w/mine`);
  await expect(connectRingback({ url: started.url, world: "none" })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("says where it looked when nobody is there", async () => {
  const gone = await elsewhere();
  const { url } = gone;
  await gone.close();
  await expect(connectRingback({ url })).rejects.toThrow(
    `No ringback answers at ${url}. Start one with: ringback start. Elsewhere? Give connectRingback its url.`,
  );
  await expect(connectRingback({ url: "nonsense" })).rejects.toThrow(/^url must be where ringback runs/);
});
