import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { buildOnce, ringbackBin } from "./support/command-line.ts";

beforeAll(buildOnce, 120_000);

/** Linux's own disk that is always full. */
const fullDisk = "/dev/full";

it.skipIf(!existsSync(fullDisk)).each(["explain", "schema", "--help"])(
  "%s fails, and says so once, where what it prints cannot be written",
  (command) => {
    const disk = openSync(fullDisk, "w");
    onTestFinished(() => closeSync(disk));
    const { status, stderr } = spawnSync(process.execPath, [ringbackBin, command], {
      stdio: ["ignore", disk, "pipe"],
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^What this prints could not be written: ENOSPC.+ print it elsewhere\.\n$/);
  },
);
