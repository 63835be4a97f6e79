import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A project that has ringback, by its manifest and its declarations, and vitest; no zod and no types of Node's. */
let project: string;
beforeAll(async () => {
  await buildTypesOnce();
  project = mkdtempSync(join(tmpdir(), "ringback-types-"));
  const home = join(project, "node_modules/ringback");
  mkdirSync(home, { recursive: true });
  cpSync(join(root, "package.json"), join(home, "package.json"));
  cpSync(join(root, "dist/types"), join(home, "dist/types"), { recursive: true });
  symlinkSync(join(root, "node_modules/vitest"), join(project, "node_modules/vitest"));
  writeFileSync(join(project, "package.json"), '{ "type": "module" }\n');
  return () => rmSync(project, { recursive: true });
}, 300_000);

/** Writes the declarations anew if a source has changed since. */
const buildTypesOnce = async (): Promise<void> => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const newest = Math.max(...sources.map((file) => statSync(join(root, "src", file)).mtimeMs));
  const built = statSync(join(root, "dist/types/index.d.ts"), { throwIfNoEntry: false });
  if (built !== undefined && built.mtimeMs > newest) return;
  await run(process.execPath, ["scripts/build-types.js"], { cwd: root });
};

/** What the compiler has against a file of the project's, in a user's strictest settings. */
const compile = async (text: string, settings: Readonly<Record<string, unknown>>): Promise<string> => {
  const strict = { strict: true, skipLibCheck: false, noEmit: true, target: "es2022", types: [] };
  writeFileSync(join(project, "example.ts"), text);
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...strict, ...settings }, files: ["example.ts"] }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  try {
    return (await run(process.execPath, [tsc, "-p", project])).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
};

const library = `
import { type OperationName, type PhoneProfile, RingbackError, type RingbackHandle, startRingback } from "ringback";

const play = async (ringback: RingbackHandle): Promise<string | undefined> => {
  const line = await ringback.lines.rent({ country: "US", balanceUsd: 10 });
  await ringback.person("+14155550123").text(line, "Your code is 834921");
  const { otp, at } = await ringback.wait("message.received", { to: line }, { timeout: "1m" });
  const agents = await ringback.ask("agentphone.agents.list", { limit: at > 0 ? 1 : 2 });
  const mode: "hosted" | "webhook" | undefined = agents.data[0]?.voiceMode;
  const profile: PhoneProfile = await ringback.accounts.profile();
  const name: OperationName = "control.clock.get";
  // @ts-expect-error There is no such operation.
  await ringback.ask("agentphone.agents.lost", {});
  // @ts-expect-error A limit is a number.
  await ringback.ask("agentphone.agents.list", { limit: "1" });
  // @ts-expect-error There is no such event.
  await ringback.wait("message.lost");
  return mode === undefined && profile !== undefined ? name : otp;
};

await using ringback = await startRingback({ clock: "auto" });
await play(ringback).catch((error: unknown) => {
  if (!(error instanceof RingbackError)) throw error;
});
`;

it.each([
  ["node", { module: "nodenext" }],
  ["a bundler", { module: "esnext", moduleResolution: "bundler" }],
])("types the library for a project of %s's that has no zod", async (_who, settings) => {
  expect(await compile(library, { ...settings, lib: ["es2022", "dom"] })).toBe("");
});

it("types the fixture and the matchers for vitest", async () => {
  const text = `
import { expect, test } from "ringback/vitest";

test.override({ ringbackOptions: { seed: "7" } });
test("a text arrives", async ({ ringback }) => {
  await expect(ringback).toReceive("message.received", { from: "+14155550123" }, { timeout: "1m" });
  await expect(ringback).toHaveSeen("message.received", {}, { times: 1 });
  // @ts-expect-error There is no such event.
  await expect(ringback).toReceive("message.lost");
});
`;
  const ofNode = { types: ["node"], typeRoots: [join(root, "node_modules/@types")] };
  expect(await compile(text, { module: "nodenext", lib: ["es2022"], ...ofNode })).toBe("");
});
