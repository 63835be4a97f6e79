import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { buildOnce, CommandLine, ringback } from "./support/command-line.ts";

// What may be loaded before something is done is a closed list: whatever else is wanted is imported where it is first
// needed. To see what a longer list would cost: node bench/start.js.

beforeAll(buildOnce, 120_000);

const root = pathToFileURL(`${join(import.meta.dirname, "..")}/`).href;

/** Has a command write down every module as it loads it. */
const watchLoading = () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-loads-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const list = join(folder, "loaded.txt");
  const hooks = `
    import { appendFileSync } from "node:fs";
    export const load = (url, context, next) => {
      appendFileSync(${JSON.stringify(list)}, url + "\\n");
      return next(url, context);
    };`;
  const script = join(folder, "register.mjs");
  writeFileSync(
    script,
    `import { register } from "node:module";
     register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`,
  );
  return {
    env: { NODE_OPTIONS: `--import=${pathToFileURL(script).href}` },
    /** What was loaded so far of ringback's own files, and of Node's. */
    loaded: () => {
      const urls = [...new Set(readFileSync(list, "utf8").trim().split("\n"))];
      return {
        files: urls.filter((url) => url.startsWith(root)).map((url) => url.slice(root.length)),
        node: urls.filter((url) => url.startsWith("node:")),
      };
    },
  };
};

/** As much as is needed of what a ringback says when it is up. */
interface Readiness {
  readonly url: string;
  readonly env: { readonly AGENTPHONE_API_KEY: string };
}

/** The packages of which something is in some of our files. */
const packagesIn = (files: readonly string[]): readonly string[] => {
  const names = files.flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, root), "utf8").matchAll(
        /^\/\/ (?:.*\/)?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm,
      ),
      ([, name]) => name ?? "",
    ),
  );
  return [...new Set(names)];
};

const everyCommand = ["bin/ringback.js", "dist/cli.js"];
const startFiles = [
  ...everyCommand,
  "dist/chunks/ringback.js",
  "dist/chunks/rolldown-runtime.js",
  "dist/chunks/remote.js",
];
const commandNode = ["node:fs", "node:os", "node:path", "node:util"];

describe("start", () => {
  it("has loaded zod and no other package when it gives its first answer", async () => {
    const { env, loaded } = watchLoading();
    await using command = new CommandLine(["start", "--port", "0", "--json"], env);
    const { url } = JSON.parse(await command.line()) as Readiness;
    expect((await fetch(`${url}/_ringback/health`)).status).toBe(200);
    const { files, node } = loaded();
    expect(files.toSorted()).toEqual(startFiles.toSorted());
    expect(packagesIn(files)).toEqual(["zod"]);
    expect(node.toSorted()).toEqual(
      [...commandNode, "node:buffer", "node:crypto", "node:fs/promises", "node:http", "node:net"].toSorted(),
    );
  });

  it("loads how numbers are read and patterns are tested at the first request that may need it", async () => {
    const { env, loaded } = watchLoading();
    await using command = new CommandLine(["start", "--port", "0", "--json"], env);
    const { url, env: agent } = JSON.parse(await command.line()) as Readiness;
    const authorization = `Bearer ${agent.AGENTPHONE_API_KEY}`;
    expect((await fetch(`${url}/v1/numbers`, { headers: { authorization } })).status).toBe(200);
    expect(loaded().files.toSorted()).toEqual(startFiles.toSorted());
    expect((await fetch(`${url}/_ringback/clock`)).status).toBe(200);
    const late = loaded().files.filter((file) => !startFiles.includes(file));
    expect(late.toSorted()).toEqual(["dist/chunks/number-plans.js", "dist/chunks/re2.js"]);
    expect([...packagesIn(late)].toSorted()).toEqual(["libphonenumber-js", "re2js"]);
  });
});

it("says its version with next to nothing loaded", async () => {
  const { env, loaded } = watchLoading();
  const { code } = await ringback(["--version"], env);
  expect(code).toBe(0);
  const { files, node } = loaded();
  expect(files).toEqual(everyCommand);
  expect(packagesIn(files)).toEqual([]);
  expect(node.toSorted()).toEqual(commandNode);
});

it.each([
  ["text", ["text", "--to", "+12125550186", "Hello"], []],
  ["otp", ["otp", "--to", "+12125550186"], []],
  ["wait", ["wait", "message.received"], ["dist/chunks/event-offers.js"]],
  ["mailbox", ["mailbox"], []],
  ["webhooks", ["webhooks"], []],
  ["calls", ["calls"], ["dist/chunks/call-lines.js"]],
  ["call", ["call", "--to", "+12125550186"], ["dist/chunks/call-lines.js"]],
  [
    "events",
    ["events"],
    ["dist/chunks/event-offers.js", "dist/chunks/open-event-stream.js", "dist/chunks/server-sent-data.js"],
  ],
] as const)(
  "asks a running ringback for %s with no package and nothing of the server",
  async (name, args, further) => {
    const { env, loaded } = watchLoading();
    // Nobody listens there, which a command learns when it has loaded all that it asks with.
    const { code } = await ringback([...args, "--url", "http://127.0.0.1:9"], env);
    expect(code).toBe(1);
    const { files, node } = loaded();
    expect(files.toSorted()).toEqual(
      [...everyCommand, "dist/chunks/remote.js", `dist/chunks/${name}.js`, ...further].toSorted(),
    );
    expect(packagesIn(files)).toEqual([]);
    expect(node.toSorted()).toEqual([...commandNode, "node:http"].toSorted());
  },
);
