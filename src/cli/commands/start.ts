import { version } from "../../kernel/version.ts";
import { command } from "../command.ts";
import { mintControlToken } from "../control-token.ts";
import { endSignal } from "../end-signal.ts";
import { leave } from "../leave.ts";
import { readStartConfig } from "../read-start-config.ts";
import { writeReadyFile } from "../ready-file.ts";
import { startOptions } from "../start-options.ts";
import { createTeller } from "../teller.ts";
import { whenOrphaned } from "../when-orphaned.ts";

/** `ringback start`: one that listens until it is told to end. */
export const startCommand = command({
  name: "start",
  summary: "Start ringback and say how agents get there",
  options: startOptions,
  examples: [
    ["ringback start", "Listen on 127.0.0.1:5550, time as on this machine"],
    ["ringback start --port 0 --clock auto --seed 7 --ready-file ringback.json", "For a test harness"],
    ["ringback start --scenario scenarios/otp.yaml --clock 60x", "Play a scenario, a minute each second"],
  ],
  run: async (values) => {
    const teller = createTeller(values);
    const config = await readStartConfig(values, teller.oddity);
    const minted = mintControlToken(config.host, config.controlToken);
    const ended = endSignal();
    const orphaned = new Promise<void>((resolve) => {
      if (process.env["npm_lifecycle_event"] !== undefined) whenOrphaned(resolve);
    });
    const { createRingback } = await import("../../runtime/create-ringback.ts");
    await using ringback = await createRingback({
      ...config,
      controlToken: config.controlToken ?? minted,
      onAnswer: teller.answered,
      onDelivery: teller.delivered,
      onWarning: teller.warning,
    });
    const { url } = ringback;
    const env = {
      RINGBACK_URL: url,
      ...(minted !== undefined && { RINGBACK_CONTROL_TOKEN: minted }),
      ...ringback.env,
    };
    const readiness = { version, url, env, pid: process.pid };
    if (values["ready-file"] !== undefined) writeReadyFile(values["ready-file"], readiness);
    teller.ready(readiness);
    await Promise.race([ended, orphaned]);
    await ringback.close();
    return leave(0);
  },
});
