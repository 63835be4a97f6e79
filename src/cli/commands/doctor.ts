import type { Finding } from "../../runtime/real/doctor/finding.ts";
import { command, type Values } from "../command.ts";
import { readWhole } from "../read-values.ts";
import { realOptions } from "../real-options.ts";
import { type Paint, paintFor, print, printable } from "../terminal.ts";
import { wantsRealCarrier } from "../wants-real-carrier.ts";

const options = {
  ...realOptions,
  port: { kind: "text", shows: "PORT", summary: "Where start would listen. Default: 5550" },
  json: { kind: "flag", summary: "Print JSON, one object a line" },
} as const;

/** `ringback doctor`: whether everything is there that ringback needs, and what to do where it is not. */
export const doctorCommand = command({
  name: "doctor",
  summary: "Look whether everything is there that ringback needs, with a cure where it is not",
  options,
  examples: [
    ["ringback doctor", "This machine, for the simulated network"],
    [
      "ringback doctor --carrier twilio",
      "The account, its numbers and all switches; free, and reaches nobody",
    ],
    [
      "ringback doctor --carrier twilio --public-url https://phone.example.com",
      "Whether callbacks come in, too, visited as Twilio would",
    ],
  ],
  run: async (values) => {
    const tell = teller(values.json);
    const port = readWhole(values.port, "--port", 0, 65_535);
    const { checkThisMachine } = await import("../../runtime/real/doctor/check-this-machine.ts");
    tell.findings(...(await checkThisMachine(port)));
    const readable = wantsRealCarrier(values) ? await examine(values, tell) : tellOfTheMode(tell);
    tell.summary();
    if (!readable) return 2;
    return tell.failed() ? 1 : 0;
  },
});

const examine = async (values: Values<typeof options>, tell: DoctorTeller): Promise<boolean> => {
  const callbackPort = readWhole(values["callback-port"], "--callback-port", 0, 65_535);
  const flags = { publicUrl: values["public-url"], callbackPort };
  const { examineReal } = await import("../../runtime/real/doctor/examine-real.ts");
  return examineReal(process.env, flags, tell.findings);
};

/** For whoever did not ask for a real carrier, perhaps by mistake. */
const tellOfTheMode = (tell: DoctorTeller): boolean => {
  const prepared = Object.keys(process.env).some((name) => name.startsWith("RINGBACK_REAL_"));
  const cure =
    "To look at a real one: ringback doctor --carrier twilio. docs/real-carrier.md says what it takes.";
  if (prepared) {
    const says = "Simulated, although RINGBACK_REAL_… says how a real one is to be.";
    tell.findings({ about: "carrier", state: "warn", says, cure });
  } else {
    tell.findings({
      about: "carrier",
      state: "ok",
      says: `Simulated: no account, nobody is reached. ${cure}`,
    });
  }
  return true;
};

interface DoctorTeller {
  readonly findings: (...findings: readonly Finding[]) => void;
  readonly summary: () => void;
  readonly failed: () => boolean;
}

const teller = (json: boolean): DoctorTeller => {
  const paint = paintFor(process.stdout);
  const counts = { ok: 0, warn: 0, fail: 0, skipped: 0 };
  return {
    findings: (...findings) => {
      for (const finding of findings) {
        counts[finding.state] += 1;
        print(json ? JSON.stringify(finding) : lineOf(finding, paint));
      }
    },
    summary: () => {
      if (json) return;
      const { ok, warn, fail, skipped } = counts;
      print(`\n${ok} ok, ${warn} to know of, ${fail} in the way, ${skipped} not looked at`);
    },
    failed: () => counts.fail > 0,
  };
};

const colours = { ok: "green", warn: "yellow", fail: "red", skipped: "dim" } as const;

const lineOf = ({ about, state, says, cure }: Finding, paint: Paint): string =>
  `${paint(colours[state], state.padEnd(7))}  ${printable([`${about}: ${says}`, cure].filter(Boolean).join(" "))}`;
