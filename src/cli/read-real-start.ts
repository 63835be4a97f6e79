import { readClockMode } from "../kernel/clock/mode-text.ts";
import type { RealCarrierConfig } from "../runtime/config.ts";
import { describeRealMode } from "../runtime/real/describe-real-mode.ts";
import { readRealConfig } from "../runtime/real/read-real-config.ts";
import type { Values } from "./command.ts";
import { confirmReal } from "./confirm-real.ts";
import { mintControlToken } from "./control-token.ts";
import { UsageError } from "./failures.ts";
import type { realOptions } from "./real-options.ts";
import { readWhole } from "./read-values.ts";
import type { startOptions } from "./start-options.ts";
import type { Teller } from "./teller.ts";
import { printable, printError } from "./terminal.ts";

type RealStartValues = Values<typeof realOptions & typeof startOptions>;

/** What `start` needs for a real carrier, once a person was told what may happen and has confirmed it. */
export const readRealStart = async (values: RealStartValues, teller: Teller): Promise<RealCarrierConfig> => {
  refuseSimulated(values);
  refuseOpenControls(values);
  const callbackPort = readWhole(values["callback-port"], "--callback-port", 0, 65_535);
  const config = readRealConfig(
    process.env,
    { publicUrl: values["public-url"], callbackPort },
    { did: teller.carrier, warn: teller.warning },
  );
  // Whoever reads the output in a program, or asked for quiet, has to know all the same.
  for (const line of describeRealMode(config, process.pid)) printError(printable(line));
  await confirmReal(process.env["RINGBACK_REAL_CONFIRM"]?.trim());
  return config;
};

/** Warns whoever gave a public URL that does not lead here: without that, calls are silent and nobody is told why. */
export const warnOfPublicUrl = async (
  { settings }: RealCarrierConfig,
  callbackPort: number | undefined,
  { warning }: Teller,
): Promise<void> => {
  const { publicUrl } = settings;
  if (publicUrl === undefined) return;
  const { checkOwnAddress } = await import("../runtime/real/doctor/check-callbacks.ts");
  const found = await checkOwnAddress({
    ...settings,
    publicUrl,
    callbackPort: callbackPort ?? settings.callbackPort,
  });
  if (found === undefined) return;
  warning(
    printable([found.says, found.cure, "Until then Twilio cannot call back."].filter(Boolean).join(" ")),
  );
};

const refuseSimulated = ({ scenario, clock, start }: RealStartValues): void => {
  if (scenario !== undefined) {
    throw new UsageError(
      "--scenario goes with the simulated network: nobody can play people who hold telephones of their own. Leave one of the two out.",
    );
  }
  if (clock !== undefined && readClockMode(clock) !== 1) {
    throw new UsageError(
      `--clock ${clock} goes with the simulated network: real telephones keep real time. Leave it out.`,
    );
  }
  if (start !== undefined && start !== "now") {
    throw new UsageError(
      `--start ${start} goes with the simulated network: for real telephones it is now. Leave it out.`,
    );
  }
};

const refuseOpenControls = (values: RealStartValues): void => {
  const token = values["control-token"] ?? (process.env["RINGBACK_CONTROL_TOKEN"] || undefined);
  if (mintControlToken(values.host, token) === undefined) return;
  throw new UsageError(
    "--host lets others reach a ringback that can spend your money. Choose a token for them with RINGBACK_CONTROL_TOKEN, or leave --host out.",
  );
};
