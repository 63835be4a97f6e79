// A ringback with a real carrier, in a process of its own that tests kill: it says where it listens.
import type { RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { createRingback } from "../../src/runtime/create-ringback.ts";

const [given = "{}"] = process.argv.slice(2);
const settings = JSON.parse(given) as RealSettings;
const tell = { did: () => undefined, warn: () => undefined };
const ringback = await createRingback({
  port: 0,
  clock: 60,
  start: "now",
  agent: "expected",
  real: { settings, tell },
});
const { url, env, callbackPort } = ringback;
process.stdout.write(`${JSON.stringify({ url, env, callbackPort })}\n`);
// Whoever began it may have been killed as well.
hostTime.after(30_000, () => process.exit());
