import { version } from "../../kernel/version.ts";
import type { Ringback } from "../../runtime/create-ringback.ts";
import { command } from "../command.ts";
import { mintControlToken } from "../control-token.ts";
import { endSignal } from "../end-signal.ts";
import { killSwitch } from "../kill-switch.ts";
import { leave } from "../leave.ts";
import { readStartConfig } from "../read-start-config.ts";
import { type Readiness, writeReadyFile } from "../ready-file.ts";
import { realOptions } from "../real-options.ts";
import { startOptions } from "../start-options.ts";
import { createTeller, type Teller } from "../teller.ts";
import { wantsRealCarrier } from "../wants-real-carrier.ts";
import { whenOrphaned } from "../when-orphaned.ts";

const options = { ...startOptions, ...realOptions } as const;

/** `ringback start`: one that listens until it is told to end. */
export const startCommand = command({
  name: "start",
  summary: "Start ringback and say how agents get there",
  options,
  examples: [
    ["ringback start", "Listen on 127.0.0.1:5550, time as on this machine"],
    ["ringback start --port 0 --clock auto --seed 7 --ready-file ringback.json", "For a test harness"],
    ["ringback start --scenario scenarios/otp.yaml --clock 60x", "Play a scenario, a minute each second"],
    ["ringback start --carrier twilio", "Real telephones, dry at first; docs/real-carrier.md says how"],
  ],
  run: async (values) => {
    const teller = createTeller(values);
    // Whoever wants no real carrier loads nothing of one.
    const real = wantsRealCarrier(values)
      ? await (await import("../read-real-start.ts")).readRealStart(values, teller)
      : undefined;
    const config = await readStartConfig(values, teller.oddity);
    const minted = mintControlToken(config.host, config.controlToken);
    const kill = real && killSwitch();
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
      real,
    });
    kill?.arm(() => stopCarrier(ringback, teller));
    const readiness = readinessOf(ringback, minted);
    if (values["ready-file"] !== undefined) writeReadyFile(values["ready-file"], readiness);
    teller.ready(readiness);
    if (real !== undefined) {
      const { warnOfPublicUrl } = await import("../read-real-start.ts");
      void warnOfPublicUrl(real, ringback.callbackPort, teller);
    }
    await Promise.race([ended, orphaned]);
    if (real !== undefined) teller.carrier(farewell);
    await ringback.close();
    return leave(0);
  },
});

const readinessOf = ({ url, env, callbackPort }: Ringback, minted: string | undefined): Readiness => {
  const token = minted === undefined ? {} : { RINGBACK_CONTROL_TOKEN: minted };
  return { version, url, env: { RINGBACK_URL: url, ...token, ...env }, pid: process.pid, callbackPort };
};

const farewell =
  "Ending: calls are ended and numbers left as they were before. Another Ctrl-C leaves all as it is now.";

const stopCarrier = async ({ desk }: Ringback, { warning }: Teller): Promise<void> => {
  try {
    const ended = (await desk.carrier?.stop()) ?? 0;
    warning(`SIGUSR2 came: ${ended === 1 ? "1 live call was" : `${ended} live calls were`} ended.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warning(
      `SIGUSR2 came: nothing is sent any more, but calls may live on: ${why} Look at Twilio's Console.`,
    );
  }
};
