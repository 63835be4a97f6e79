import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { complete } from "../../src/cli/complete.ts";
import { commands } from "../../src/cli/commands.ts";
import { completionScripts } from "../../src/cli/completion-scripts.ts";
import { buildOnce, ringback, ringbackBin } from "../support/command-line.ts";

beforeAll(buildOnce, 120_000);

const wordsAfter = async (...words: readonly string[]): Promise<readonly string[]> =>
  (await complete(words)).map(({ word }) => word);

describe("offers", () => {
  it("every command, and what it does", async () => {
    const offers = await complete([""]);
    expect(offers.map(({ word }) => word)).toEqual(Object.keys(commands));
    expect(offers[0]).toEqual({ word: "start", summary: "Start ringback and say how agents get there" });
    expect(await wordsAfter("he")).toEqual([]);
    expect(await wordsAfter("--v")).toEqual(["--version"]);
    expect(await wordsAfter("help", "exp")).toEqual(["explain"]);
  });

  it("the flags of a command, each once unless it may be repeated", async () => {
    expect(await wordsAfter("test", "--re")).toEqual(["--report", "--repeat", "--redirect"]);
    expect(await wordsAfter("test", "--repeat", "3", "--report", "json", "--re")).toEqual([
      "--report",
      "--redirect",
    ]);
    expect(await wordsAfter("start", "")).toContain("--ready-file");
  });

  it.each([
    [
      ["mcp", "--tools", ""],
      ["store", "agentphone", "all", "control"],
    ],
    [["mcp", "--tools=s"], ["--tools=store"]],
    [["mcp", "--tools", "=", "s"], ["store"]],
    [
      ["mcp", "--tools", "="],
      ["store", "agentphone", "all", "control"],
    ],
    [
      ["test", "--report", "j"],
      ["junit", "json"],
    ],
    [["start", "--clock", "m"], ["manual"]],
    [
      ["text", "--channel", ""],
      ["sms", "mms", "imessage"],
    ],
    [["webhooks", "--status", "f"], ["failed"]],
    [["wait", "call.a"], ["call.answered"]],
    [
      ["events", "--type", "line.r"],
      ["line.rented", "line.released"],
    ],
    [["explain", "agent_i"], ["agent_idle"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
  ])("the values of a closed list: %j", async (words, offered) => {
    expect(await wordsAfter(...words)).toEqual(offered);
  });

  it("nothing where a file may stand, nor in somebody else's command line", async () => {
    expect(await wordsAfter("test", "")).toEqual([]);
    expect(await wordsAfter("start", "--journal", "")).toEqual([]);
    expect(await wordsAfter("exec", "--", "npm", "")).toEqual([]);
    expect(await wordsAfter("nothing", "")).toEqual([]);
  });
});

/** What Tab would offer in a bash that has read the script. */
const tabInBash = async (...words: readonly string[]): Promise<readonly string[]> => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-bash-"));
  const shim = `#!/bin/sh\nexec "${process.execPath}" "${ringbackBin}" "$@"\n`;
  writeFileSync(join(folder, "ringback"), shim, { mode: 0o755 });
  const script = `source <(ringback completion bash)
    complete -p ringback >&2
    COMP_WORDS=(ringback "$@") COMP_CWORD=$#
    _ringback ringback
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  try {
    const { stdout, stderr } = await promisify(execFile)("bash", ["--norc", "-c", script, "bash", ...words], {
      env: { PATH: `${folder}:${process.env["PATH"] ?? ""}` },
    });
    expect(stderr).toBe("complete -o default -F _ringback ringback\n");
    return stdout.split("\n").filter((word) => word !== "");
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe("in bash", () => {
  it("completes commands, flags and values", async () => {
    expect(await tabInBash("ev")).toEqual(["events"]);
    expect(await tabInBash("test", "--rep")).toEqual(["--report", "--repeat"]);
    expect(await tabInBash("mcp", "--tools", "=", "a")).toEqual(["agentphone", "all"]);
  });

  it("leaves files to the shell", async () => {
    expect(await tabInBash("test", "scen")).toEqual([]);
  });
});

it("prints the script of the shell that is named, else of the user's own, and how to install it", async () => {
  for (const [shell, script] of Object.entries(completionScripts)) {
    expect(await ringback(["completion", shell])).toEqual({ code: 0, stdout: script, stderr: "" });
    expect(script).toMatch(/^# .*To have it in every shell.*:\n# +\S/m);
  }
  expect((await ringback(["completion"], { SHELL: "/usr/bin/zsh" })).stdout).toBe(completionScripts.zsh);
  expect(await ringback(["completion", "fsh"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "There is no completion for fsh. Say which: bash, zsh, fish.\n",
  });
});
