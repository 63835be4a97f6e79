import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { RingbackConfig } from "../../src/runtime/config.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { heard, isSilent, speakers, tonesIn, tonesOf } from "../support/hear-recording.ts";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneKey, phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, addFault, advance, Client, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Where a recording is, and in which world. */
const addressOf = (id: string): string => `/v1/calls/${id}/recording`;

/** Bytes as anybody gets them: no key goes along. */
const download = async (url: string, method = "GET") => {
  const response = await fetch(url, { method });
  const file = Buffer.from(await response.arrayBuffer());
  const { status, headers } = response;
  const { "content-type": type, "content-length": length, ...others } = Object.fromEntries(headers);
  return { status, type, length, name: others["content-disposition"], why: others["x-ringback-why"], file };
};

/** Calls acme, who picks up at once and does what is told; the agent greets, says a sentence a turn, and goodbye. */
const placeCall = async (phone: Client, control: Client, wishes: object = {}): Promise<string> => {
  const { agentId } = await equipAgent(phone);
  const wish = { agentId, toNumber: acme, initialGreeting: "Good morning!", ...wishes };
  const { id } = doneBy("agentphone.calls.create", await phone.post("/v1/calls", wish));
  await control.post(`/calls/${id}/take`);
  return id;
};

/** A call in which both sides speak and two keys are pressed. Answers its id once it is over. */
const holdCall = async (phone: Client, control: Client, wishes: object = {}): Promise<string> => {
  const id = await placeCall(phone, control, wishes);
  await control.post(`/calls/${id}/answer`);
  await control.post(`/calls/${id}/say`, { text: "A table for two" });
  await control.post(`/calls/${id}/press`, { digits: "1#" });
  await control.post(`/calls/${id}/hang-up`);
  await advance(control, "30s");
  return id;
};

/** A ringback whose account has bought the add-on, with a call that is over. */
const startWithCall = async (config: RingbackConfig = {}): Promise<{ ringback: Ringback; id: string }> => {
  const ringback = await startRingback({ clock: "manual", ...config });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  doneBy("agentphone.credits.enableRecording", await phone.send("POST", "/credits/recording/enable"));
  return { ringback, id: await holdCall(phone, control) };
};

const stateOf = async (ringback: Ringback, id: string) =>
  doneBy("control.calls.get", await controlOf(ringback).get(`/calls/${id}`));

const detailOf = async (phone: Client, id: string) =>
  doneBy("agentphone.calls.get", await phone.get(`/v1/calls/${id}`));

verifies("phone.recordings.file", async () => {
  const { ringback, id } = await startWithCall();
  await using _ = ringback;
  const { file, ...told } = await download(`${ringback.url}${addressOf(id)}`);
  expect(told).toEqual({
    status: 200,
    type: "audio/wav",
    length: String(file.length),
    name: `attachment; filename="recording-${id}.wav"`,
    why: undefined,
  });
  expect(file.toString("latin1", 0, 16)).toMatch(/^RIFF.{4}WAVEfmt $/s);
  const { file: nothing, ...head } = await download(`${ringback.url}${addressOf(id)}`, "HEAD");
  expect(head).toEqual(told);
  expect(nothing).toHaveLength(0);
});

verifies("phone.recordings.sound", async () => {
  const { ringback, id } = await startWithCall();
  await using _ = ringback;
  const { file } = await download(`${ringback.url}${addressOf(id)}`);
  const { turns, answeredAt = "", endedAt = "" } = await stateOf(ringback, id);
  const since = (instant: string): number => Date.parse(instant) - Date.parse(answeredAt);
  expect((file.length - 44) / 8).toBe(since(endedAt));
  expect(turns.map(({ role, digits }) => (digits === true ? "keys" : role))).toEqual([
    "agent",
    "user",
    "agent",
    "keys",
    "agent",
  ]);
  let silentFrom = 0;
  for (const { role, at, until } of turns.filter(({ digits }) => digits === undefined)) {
    expect(tonesIn(heard(file, since(at), since(until)))).toEqual([speakers[role]]);
    silentFrom = since(until);
  }
  expect(isSilent(file, silentFrom, since(endedAt))).toBe(true);
  const pressed = since(turns.find(({ digits }) => digits === true)?.until ?? "") - 400;
  expect(tonesIn(heard(file, pressed, pressed + 100))).toEqual(tonesOf("1"));
  expect(isSilent(file, pressed + 100, pressed + 200)).toBe(true);
  expect(tonesIn(heard(file, pressed + 200, pressed + 300))).toEqual(tonesOf("#"));
  const again = await download(`${ringback.url}${addressOf(id)}`);
  expect(again.file.equals(file)).toBe(true);
});

verifies(["phone.recordings.link", "phone.recordings.addOn"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const id = await holdCall(phone, control);
  expect(await detailOf(phone, id)).toMatchObject({ recordingUrl: null, recordingAvailable: true });
  const refused = await download(`${ringback.url}${addressOf(id)}`);
  expect([refused.status, refused.file.toString()]).toEqual([404, '{"detail":"Recording not found"}']);
  expect(refused.why).toContain("/credits/recording/enable");
  await phone.send("POST", "/credits/recording/enable");
  const recordingUrl = `${ringback.url}${addressOf(id)}`;
  const linked = { id, recordingUrl, recordingAvailable: true };
  expect(await detailOf(phone, id)).toMatchObject(linked);
  const listed = await phone.get("/v1/calls");
  expect(listed.body).toMatchObject({ data: [linked] });
  expect((await download(recordingUrl)).status).toBe(200);
  await changeProfile(control, { recording: false });
  expect((await download(recordingUrl)).status).toBe(404);
});

verifies("phone.recordings.disabled", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  await changeProfile(control, { recording: true });
  const id = await holdCall(phone, control, { disableRecording: true });
  const { recordingUrl, recordingAvailable, transcripts } = await detailOf(phone, id);
  expect([recordingUrl, recordingAvailable]).toEqual([null, false]);
  expect(transcripts.map(({ transcript }) => transcript)).toContain("A table for two");
  const { status, why } = await download(`${ringback.url}${addressOf(id)}`);
  expect([status, why]).toEqual([404, expect.stringContaining("disableRecording")]);
  const other = await holdCall(phone, control, { disableRecording: false });
  expect(await detailOf(phone, other)).toMatchObject({ recordingAvailable: true });
});

verifies("phone.recordings.kept", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  await changeProfile(control, { recording: true });
  const whyNot = async (id: string) => (await download(`${ringback.url}${addressOf(id)}`)).why;
  const unheard = { recordingUrl: null, recordingAvailable: false };
  const silent = await placeCall(phone, control, { initialGreeting: "" });
  expect(await whyNot(silent)).toContain("it is not over");
  await control.post(`/calls/${silent}/answer`);
  await advance(control, "4s");
  expect(await whyNot(silent)).toContain("it is not over");
  expect(await detailOf(phone, silent)).toMatchObject(unheard);
  await control.post(`/calls/${silent}/hang-up`);
  const { file } = await download(`${ringback.url}${addressOf(silent)}`);
  expect([file.length, isSilent(file, 0, 4000)]).toEqual([44 + 32_000, true]);
  const busy = await placeCall(phone, control);
  await control.post(`/calls/${busy}/refuse`, { why: "busy" });
  expect(await whyNot(busy)).toContain("nobody answered");
  expect(await detailOf(phone, busy)).toMatchObject(unheard);
});

verifies("phone.recordings.address", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  ringback.worlds.create({ name: "other" });
  const world = `${ringback.url}/w/other`;
  const key = ringback.worlds.find("other")?.defaultPhoneKey();
  const [phone, control] = [new Client(world, key), new Client(`${world}/_ringback`)];
  await changeProfile(control, { recording: true });
  const id = await holdCall(phone, control);
  const { recordingUrl } = await detailOf(phone, id);
  expect(recordingUrl).toBe(`${world}${addressOf(id)}`);
  expect((await download(recordingUrl ?? "")).status).toBe(200);
  expect((await download(`${ringback.url}${addressOf(id)}`)).status).toBe(404);
  // Asked for without its path, by the key alone, it has the same address.
  expect(await detailOf(new Client(ringback.url, key), id)).toMatchObject({ recordingUrl });
});

verifies("phone.recordings.journal", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-"));
  try {
    const journal = join(folder, "journal.jsonl");
    const { ringback, id } = await startWithCall({ journal });
    await using _ = ringback;
    const { file } = await download(`${ringback.url}${addressOf(id)}`);
    const kept = { bytes: file.length, sha256: createHash("sha256").update(file).digest("hex") };
    const requests = await controlOf(ringback).get("/requests?operation=agentphone.calls.recording");
    expect(requests.body).toMatchObject({ requests: [{ outcome: "ok", answer: kept }] });
    await detailOf(phoneOf(ringback), id);
    await ringback.close();
    const written = await readFile(journal, "utf8");
    expect(written).toContain(`"output":${JSON.stringify(kept)}`);
    expect(written).toContain(`"recordingUrl":"{base}${addressOf(id)}"`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

verifies("phone.recordings.sound", "is the same in every run, and after a restore", async () => {
  const hashes = [];
  for (const seed of ["one", "one", "two"]) {
    const { ringback, id } = await startWithCall({ seed });
    await using _ = ringback;
    const control = controlOf(ringback);
    const { snapshot } = doneBy("control.worlds.snapshot", await control.get("/worlds/main/snapshot"));
    const first = await download(`${ringback.url}${addressOf(id)}`);
    await control.post("/worlds/main/restore", { snapshot });
    const second = await download(`${ringback.url}${addressOf(id)}`);
    expect(second.file.equals(first.file)).toBe(true);
    hashes.push(createHash("sha256").update(first.file).digest("hex"));
  }
  // What is said does not hang on the seed, and so neither does how it sounds.
  expect(new Set(hashes).size).toBe(1);
});

it("is struck by faults like everything else", async () => {
  const { ringback, id } = await startWithCall();
  await using _ = ringback;
  const control = controlOf(ringback);
  const whole = await download(`${ringback.url}${addressOf(id)}`);
  await addFault(control, { point: "agentphone.calls.recording", times: 1, answer: { malformed: true } });
  const half = await download(`${ringback.url}${addressOf(id)}`);
  expect(half.file.length).toBe(Math.ceil(whole.file.length / 2));
  expect((await download(`${ringback.url}${addressOf(id)}`)).length).toBe(whole.length);
});

it("is to be had without a key, and with any", async () => {
  const { ringback, id } = await startWithCall();
  await using _ = ringback;
  for (const authorization of [`Bearer ${phoneKey(ringback)}`, "Bearer nonsense", "nonsense"]) {
    const response = await fetch(`${ringback.url}${addressOf(id)}`, { headers: { authorization } });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  }
});

it("reaches the official client, which takes it for JSON that it cannot read", async () => {
  const { ringback, id } = await startWithCall();
  await using _ = ringback;
  const { calls } = sdkOf(ringback);
  const read = await calls.getCallRecording({ call_id: id });
  expect(read).toMatchObject({ ok: false, error: { reason: "non-json", statusCode: 200 } });
  await expect(calls.getCallRecording({ call_id: "call_999" })).rejects.toMatchObject({ statusCode: 404 });
});
