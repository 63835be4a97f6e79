import { expect, it } from "vitest";
import type { WorldEvent } from "../../contract/events.ts";
import { EventLog } from "../../kernel/event-log.ts";
import type { InputRecord } from "../../kernel/input-record.ts";
import { createJournal } from "./journal.ts";

const start = Date.UTC(2026, 3, 1);

const openLogs = () => ({ events: new EventLog<WorldEvent>(0), inputs: new EventLog<InputRecord>(0) });

const keepJournal = (logs: ReturnType<typeof openLogs>, seed = "7", floating = false) => {
  const lines: string[] = [];
  const options = { ...logs, seed, version: "1.2.3", scenarioHash: undefined, start, floating };
  return { lines, journal: createJournal({ ...options, write: (line) => lines.push(line) }) };
};

it("writes requests as inputs and what came of them as answers, without the address they came to", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs);
  const origin = "http://127.0.0.1:41333";
  const call = {
    at: start + 5,
    origin,
    operation: "control.worlds.create",
    by: "control",
    input: { name: "a" },
  };
  logs.inputs.append({ kind: "request", ...call });
  const output = { baseUrl: `${origin}/w/a` };
  logs.inputs.append({ kind: "answer", at: start + 5, origin, request: 1, outcome: "ok", output });
  expect(lines.slice(1)).toEqual([
    '{"t":5,"input":"request","n":1,"operation":"control.worlds.create","by":"control","with":{"name":"a"}}',
    '{"t":5,"answer":1,"outcome":"ok","output":{"baseUrl":"{base}/w/a"}}',
  ]);
});

it("leaves jumps out that follow from inputs, and keeps those that only real time explains", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs);
  const jump = (signal: string) =>
    logs.events.append({ at: start, type: "clock.jumped", signal, from: "then", to: "now" });
  jump("poll");
  jump("free");
  jump("quiet");
  expect(lines.slice(1)).toEqual(['{"t":0,"input":"jump","signal":"quiet","from":"then","to":"now"}']);
});

it("hashes every line, first one included", () => {
  const logs = openLogs();
  const one = keepJournal(logs).journal;
  const same = keepJournal(logs).journal;
  const otherSeed = keepJournal(logs, "8").journal;
  const before = one.hash();
  expect(same.hash()).toBe(before);
  expect(otherSeed.hash()).not.toBe(before);
  logs.events.append({ at: start, type: "account.created", account: "acct_001", name: "default" });
  expect(one.hash()).not.toBe(before);
  expect(one.hash()).toBe(same.hash());
});

it("hears nothing more once it is closed", () => {
  const logs = openLogs();
  const { lines, journal } = keepJournal(logs);
  journal.close();
  logs.events.append({ at: start, type: "account.created", account: "acct_001", name: "default" });
  expect(lines).toHaveLength(1);
});

it("writes what a webhook answered as an input", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs);
  const record = { kind: "delivery", at: start + 5, delivery: "del_001" } as const;
  logs.inputs.append({ ...record, attempt: 1, outcome: "timeout", body: "" });
  logs.inputs.append({ ...record, attempt: 2, outcome: 200, body: 'a "b"' });
  expect(lines.slice(1)).toEqual([
    '{"t":5,"input":"delivery","delivery":"del_001","attempt":1,"outcome":"timeout","body":""}',
    '{"t":5,"input":"delivery","delivery":"del_001","attempt":2,"outcome":200,"body":"a \\"b\\""}',
  ]);
});

it("writes no address of ringback's that a webhook's answer names", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs);
  const origin = "http://127.0.0.1:41333";
  const request = { operation: "agentphone.agents.list", by: "agent", input: {} };
  logs.inputs.append({ kind: "request", at: start, origin, ...request });
  const record = { kind: "delivery", at: start, delivery: "del_001", attempt: 1, outcome: 500 } as const;
  logs.inputs.append({ ...record, body: `${origin}/v1/messages: connect 127.0.0.1:41333` });
  expect(lines.at(-1)).toContain('"body":"{base}/v1/messages: connect {base}"');
});

it("writes instants as distances from a start that is the machine's now, and leaves texts that speak of one alone", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs, "7", true);
  const instant = "2026-04-01T00:00:05Z";
  const output = {
    at: instant,
    all: [instant],
    [instant]: 1,
    body: `at ${instant}`,
    quoted: `"${instant}`,
    end: `"${instant}"`,
  };
  logs.inputs.append({
    kind: "answer",
    at: start,
    origin: "http://127.0.0.1:1",
    request: 1,
    outcome: "ok",
    output,
  });
  logs.events.append({
    at: start,
    type: "code.emailed",
    to: instant,
    code: "1",
    emailId: "email_001",
  });
  const { output: written } = JSON.parse(lines[1] ?? "");
  expect(written).toEqual({ ...output, at: "t+5000", all: ["t+5000"] });
  expect(lines[2]).toContain('"to":"t+5000"');
});

it("writes an event that tells of another by its own name", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs);
  const fields = { event: "agent.message", channel: "sms", account: "acct_001" };
  logs.events.append({ at: start, type: "webhook.unheard", ...fields });
  expect(lines.at(-1)).toBe(
    '{"t":0,"type":"webhook.unheard","event":"agent.message","channel":"sms","account":"acct_001"}',
  );
});

it("writes what came of each request, however alike they are", () => {
  const logs = openLogs();
  const { lines } = keepJournal(logs);
  const answered = { type: "request.answered", operation: "store.services.list", by: "agent" } as const;
  const told = [
    { outcome: "ok", account: "acct_001" },
    { outcome: "ok", account: "acct_001" },
    { outcome: "ok", account: "acct_002" },
    { outcome: "unauthorized", why: "No key." },
  ];
  for (const [place, fields] of told.entries())
    logs.events.append({ at: start + place, ...answered, ...fields });
  const common = '"type":"request.answered","operation":"store.services.list","by":"agent"';
  expect(lines.slice(1)).toEqual([
    `{"t":0,${common},"outcome":"ok","account":"acct_001"}`,
    `{"t":1,${common},"outcome":"ok","account":"acct_001"}`,
    `{"t":2,${common},"outcome":"ok","account":"acct_002"}`,
    `{"t":3,${common},"outcome":"unauthorized","why":"No key."}`,
  ]);
});
