import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { version } from "../../src/kernel/version.ts";
import { folderWith, launch, root, run, runInstalled, start } from "./binary.ts";

const inbox = "+12125550186";

it("tells its version, and nothing else", async () => {
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

it.each([[], ...Object.keys(commands).map((name) => [name])])(
  "helps as the package does: %s",
  async (...name) => {
    const helped = await run([...name, "--help"]);
    expect(helped).toEqual(await runInstalled([...name, "--help"]));
    expect(helped).toMatchObject({ code: 0, stdout: /Examples:/, stderr: "" });
  },
);

it("completes command lines, as the package does", async () => {
  const script = await run(["completion", "bash"]);
  expect(script).toEqual(await runInstalled(["completion", "bash"]));
  expect(script).toMatchObject({ code: 0, stdout: /^complete .* ringback$/m, stderr: "" });
  expect(await run(["--complete", "--", "sta"])).toMatchObject({ code: 0, stdout: /^start\b/, stderr: "" });
});

it("prints the schema that comes with the package", async () => {
  const { stdout } = await run(["schema"]);
  expect(JSON.parse(stdout)).toEqual(
    JSON.parse(readFileSync(join(root, "schema/scenario.schema.json"), "utf8")),
  );
});

it("explains a code", async () => {
  expect(await run(["explain", "not_heard"])).toMatchObject({ code: 0, stdout: /not_heard/, stderr: "" });
});

it("points at the mistakes of a scenario", async () => {
  const folder = folderWith({ "story.yaml": "version: 1\nname: A story\nscritp: []\n" });
  expect(await run(["validate", "story.yaml"], folder)).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^story\.yaml:3:1 .*\n +scritp: \[\]\n +\^{6}\n/) as string,
  });
});

it("says what is wrong with a command line, and how a command is spelled", async () => {
  expect(await run(["strat"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "ringback has no command strat. Did you mean start?\n",
  });
});

it("writes a project whose story passes with the agent it comes with", async () => {
  const folder = folderWith();
  expect(await run(["init"], folder)).toMatchObject({ code: 0, stderr: "" });
  expect(await run(["validate"], folder)).toMatchObject({ code: 0, stdout: /1 file: fine/, stderr: "" });
  const agent = [process.execPath, "scenarios/example-agent.mjs"];
  expect(await run(["test", "--", ...agent], folder)).toMatchObject({
    code: 0,
    stdout: /1 passed/,
    stderr: "",
  });
});

it("drives a ringback that runs: texts, codes, calls, waits, mailbox, webhooks and events", async () => {
  const { url, server } = await start();
  const lines = `${url}/_ringback/lines`;
  const headers = { "content-type": "application/json" };
  const line = JSON.stringify({ provider: "store", country: "US", number: inbox });
  expect((await fetch(lines, { method: "POST", headers, body: line })).status).toBe(201);
  const say = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await launch(args, { RINGBACK_URL: url }).ended();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  expect(await say("text", "--to", inbox, "Your table is ready")).toContain("“Your table is ready”");
  expect(await say("otp", "--to", inbox, "--code", "834921")).toContain("834921");
  expect(await say("wait", "message.received", "--contains", "code", "--code")).toBe("834921\n");
  expect(await say("call", "--to", inbox, "--rings", "20s")).toContain(inbox);
  expect(await say("calls")).toContain(`→ ${inbox}`);
  for (const command of ["mailbox", "webhooks"]) await say(command);
  expect(await say("events")).toContain("message.received");
  server.signal("SIGTERM");
  expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
});
