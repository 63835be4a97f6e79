import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { checkAnswer } from "../support/conformance/check-answer.ts";
import { acme, startRingback } from "../support/store-client.ts";
import { openReceiver } from "../support/webhook-receiver.ts";

/** One of the requests that the vendor's skill document shows, in its order, with `{PLACEHOLDERS}`. */
interface SkillRequest {
  readonly step: string;
  readonly method: string;
  readonly path: string;
  readonly key?: string;
  readonly body?: object;
  /** The fields that the document says come back. */
  readonly answers: readonly string[];
  /** What of the answer stands for which placeholder from then on. */
  readonly save?: Readonly<Record<string, string>>;
}

const requests = JSON.parse(
  readFileSync("fixtures/agentphone/skill-requests.json", "utf8"),
) as readonly SkillRequest[];

type Placeholders = Record<string, string>;

const fill = (text: string, placeholders: Placeholders): string =>
  text.replace(/\{([A-Z_]+)\}/g, (_, name: string) => {
    const value = placeholders[name];
    if (value === undefined) throw new Error(`Nothing is known for {${name}}.`);
    return value;
  });

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

const fillRequest = (base: string, request: SkillRequest, placeholders: Placeholders): Asked => {
  const { method, path, key, body } = request;
  return {
    method,
    url: `${base}${fill(path, placeholders)}`,
    headers: [
      ...(key === undefined ? [] : [["Authorization", `Bearer ${fill(key, placeholders)}`] as const]),
      ...(body === undefined ? [] : [["Content-Type", "application/json"] as const]),
    ],
    body: body && fill(JSON.stringify(body), placeholders),
  };
};

/** Asks as the document writes it: by curl. */
const curl = async ({ method, url, headers, body }: Asked) => {
  const { stdout } = await promisify(execFile)("curl", [
    "--silent",
    "--include",
    ...(method === "GET" ? [] : ["--request", method]),
    ...headers.flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ...(body === undefined ? [] : ["--data", body]),
    url,
  ]);
  const [head = "", text = ""] = stdout.split(/\r\n\r\n(.*)/s);
  const [first = "", ...lines] = head.split("\r\n");
  const told = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(":")),
    line.replace(/^[^:]*: */, ""),
  ]);
  return { status: Number(first.split(" ")[1]), headers: new Headers(told), text };
};

/** The same where there is no curl. */
const fetchInstead = async ({ method, url, headers, body }: Asked) => {
  const response = await fetch(url, {
    method,
    headers: Object.fromEntries(headers),
    ...(body !== undefined && { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const send = hasCurl ? curl : fetchInstead;

it("answers every request of the vendor's skill document, sent by curl in its order", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  const email = "human@example.com";
  const placeholders: Placeholders = { EMAIL: email, HUMAN: acme, WEBHOOK_URL: receiver.url };
  for (const request of requests) {
    const [letter] = ringback.worlds.main.world.tables.emails.by("to", email);
    if (letter?.code !== undefined) placeholders["CODE"] = letter.code;
    const { status, headers, text } = await send(fillRequest(ringback.url, request, placeholders));
    expect([request.step, status, text]).toEqual([request.step, 200, expect.any(String)]);
    const path = fill(request.path, placeholders).replace(/\?.*$/, "");
    const complaints = checkAnswer({ method: request.method, path, status, headers, text });
    expect([request.step, complaints]).toEqual([request.step, []]);
    const answer = JSON.parse(text) as Record<string, unknown> | null;
    expect([request.step, Object.keys(answer ?? {})]).toEqual([
      request.step,
      expect.arrayContaining([...request.answers]),
    ]);
    for (const [name, field] of Object.entries(request.save ?? {}))
      placeholders[name] = String(answer?.[field]);
  }
  expect(requests).toHaveLength(32);
  expect(receiver.received).toHaveLength(1);
});
