import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { eventsOf } from "../support/texting.ts";
import { controlOf, startRingback } from "../support/store-client.ts";

const root = resolve(import.meta.dirname, "../..");
const readme = readFileSync(resolve(root, "README.md"), "utf8");

it("runs the README's program for AgentPhone as it stands there", async () => {
  const program = /```js\n(import \{ AgentPhoneClient \}[^`]+)```/.exec(readme)?.[1] ?? "";
  await using ringback = await startRingback();
  const { PATH = "" } = process.env;
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: root,
    env: { PATH, ...ringback.env },
  });
  const [sent] = await eventsOf(controlOf(ringback), "message.sent");
  expect(sent).toMatchObject({ to: "+14155550123", body: "Hello" });
});
