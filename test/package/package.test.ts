import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readFileSync, symlinkSync, watch, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { CommandLine, type Ended, ringback } from "../support/command-line.ts";
import { type InstalledPackage, installPackage } from "./installed-package.ts";

const root = resolve(import.meta.dirname, "../..");

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
  return () => installed[Symbol.dispose]();
}, 120_000);

/** The command that npm put into the project, as `npx ringback` runs it. */
const command = () => ({
  program: [join(installed.folder, "node_modules/.bin/ringback")] as [string],
  folder: installed.folder,
});

const inProject = (...args: readonly string[]): Promise<Ended> => ringback(args, {}, command());

/** Runs a module of the project's to its end and answers what it printed. */
const runModule = async (name: string, text: string): Promise<string> => {
  writeFileSync(join(installed.folder, name), text);
  const { stdout } = await promisify(execFile)(process.execPath, [name], { cwd: installed.folder });
  return stdout;
};

describe("installed from its packed form", () => {
  it("asks for no other package", () => {
    const lock = JSON.parse(readFileSync(join(installed.folder, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, { readonly dependencies?: object }>>;
    };
    expect(Object.keys(lock.packages)).toEqual(["", "node_modules/ringback"]);
    expect(lock.packages["node_modules/ringback"]?.dependencies).toBeUndefined();
  });

  it("runs as npx ringback", async () => {
    const npx = {
      program: ["npx", "--offline", "ringback"] as [string, ...string[]],
      folder: installed.folder,
    };
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(await ringback(["--version"], {}, npx)).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it("starts, says so in a file, and shows its pages and documents", async () => {
    const file = join(installed.folder, "ready.json");
    const watcher = watch(installed.folder);
    onTestFinished(() => watcher.close());
    const flags = ["start", "--port", "0", "--clock", "manual", "--quiet", "--ready-file", file];
    await using server = new CommandLine(flags, {}, command());
    while (!existsSync(file)) await once(watcher, "change");
    const { url } = JSON.parse(readFileSync(file, "utf8")) as { url: string };
    for (const [path, holds] of [
      ["/", "ringback"],
      ["/_ringback/docs", "emulated"],
      ["/_ringback/skill.md", "# "],
      ["/_ringback/openapi/store.json", "openapi"],
      ["/_ringback/openapi/agentphone.json", "openapi"],
    ] as const) {
      const response = await fetch(`${url}${path}`, { headers: { accept: "text/html, */*" } });
      expect([path, response.status, await response.text()]).toEqual([
        path,
        200,
        expect.stringContaining(holds),
      ]);
    }
    // The bundler takes nothing for useless that is there to fail.
    const { status, headers } = await fetch(`${url}/v1/agent/%ff`);
    expect([status, headers.get("content-type")]).toEqual([400, "application/json; charset=utf-8"]);
    server.signal("SIGTERM");
    expect(await server.ended()).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("writes a project, and plays its story to its agent", async () => {
    expect(await inProject("init")).toMatchObject({ code: 0, stderr: "" });
    expect(await inProject("validate")).toMatchObject({ code: 0, stdout: /1 file: fine/ });
    expect(await inProject("test")).toMatchObject({ code: 0, stdout: /1 passed/ });
  });

  it("brings stories and agents that play in a CommonJS project, too", async () => {
    const folder = join(installed.folder, "commonjs");
    for (const part of ["scenarios", "examples"])
      cpSync(join(installed.package, part), join(folder, part), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
    const played = await ringback(["test", "scenarios/otp-signup.yaml"], {}, { ...command(), folder });
    expect(played).toMatchObject({ code: 0, stdout: /1 passed/ });
  });

  it("prints the schema that it also exports", async () => {
    const printed = await inProject("schema");
    const imported = await runModule(
      "schema.mjs",
      `import schema from "ringback/schema/scenario.schema.json" with { type: "json" };
       console.log(JSON.stringify(schema));`,
    );
    expect(JSON.parse(imported)).toEqual(JSON.parse(printed.stdout));
  });

  it("is a library: import { startRingback } from ringback", async () => {
    const printed = await runModule(
      "library.mjs",
      `import { startRingback } from "ringback";
       const ringback = await startRingback();
       const line = await ringback.lines.rent({ country: "US" });
       await ringback.person("+14155550123").text(line, "Your code is 834921");
       const { otp } = await ringback.wait("message.received", { to: line });
       await ringback.close();
       console.log(otp);`,
    );
    expect(printed).toBe("834921\n");
  });

  it("is a library of CommonJS modules, too", async () => {
    const printed = await runModule(
      "library.cjs",
      `const { startRingback } = require("ringback");
       startRingback().then((ringback) => ringback.close()).then(() => console.log("closed"));`,
    );
    expect(printed).toBe("closed\n");
  });

  it("brings a fixture and matchers to the vitest that is there", async () => {
    symlinkSync(join(root, "node_modules/vitest"), join(installed.folder, "node_modules/vitest"));
    writeFileSync(
      join(installed.folder, "phone.test.mjs"),
      `import { expect, test } from "ringback/vitest";
       test("a text arrives", async ({ ringback }) => {
         const line = await ringback.lines.rent({ country: "US" });
         await ringback.person("+14155550123").text(line, "Hello");
         await expect(ringback).toReceive("message.received", { to: line });
       });`,
    );
    const vitest = [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      "phone.test.mjs",
      "--reporter=json",
      "--testTimeout=60000",
    ];
    const { stdout } = await promisify(execFile)(process.execPath, vitest, { cwd: installed.folder });
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 1 });
  });
});
