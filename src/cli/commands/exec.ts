import { spawn } from "node:child_process";
import { constants } from "node:os";
import { agentEnvironment } from "../../runner/agent-environment.ts";
import { findFreePort } from "../../runner/find-free-port.ts";
import { command } from "../command.ts";
import { mintControlToken } from "../control-token.ts";
import { UsageError } from "../failures.ts";
import { readStartConfig } from "../read-start-config.ts";
import { startOptions } from "../start-options.ts";
import { createTeller } from "../teller.ts";
import { printable, printError } from "../terminal.ts";

const { "ready-file": _ready, quiet: _quiet, json: _json, ...shared } = startOptions;

const options = {
  ...shared,
  port: { ...shared.port, summary: "Where to listen. Default: any free port" },
  clock: {
    ...shared.clock,
    summary: "How time goes: auto (waiting moves it), real, a factor such as 60x, or manual. Default: auto",
  },
  redirect: {
    kind: "flag",
    summary: "Let Node programs reach ringback where the vendors' own hosts are written into them",
  },
  start: { ...shared.start, summary: "When time begins: now or an instant. Default: 2026-04-01T10:22:00Z" },
} as const;

/** `ringback exec`: runs a command with a ringback of its own, and ends as it ends. */
export const execCommand = command({
  name: "exec",
  summary: "Run a command with a ringback of its own, and end with its exit code",
  rest: {
    shows: "COMMAND",
    summary: "What stands after -- is run with everything that leads to ringback in its environment.",
  },
  options,
  examples: [
    [
      "ringback exec --redirect -- node agent.js",
      "An agent that names https://ag3n7.store itself, unchanged",
    ],
    ["ringback exec -- npm test", "A test suite that rents numbers and drives the clock itself"],
    [
      "ringback exec --scenario scenarios/otp.yaml -- node agent.js",
      "An agent, and a story that is told to it",
    ],
  ],
  run: async (values, _words, rest) => {
    if (rest.length === 0)
      throw new UsageError("This needs a command after --: ringback exec -- node agent.js.");
    const teller = createTeller({ quiet: false, json: false });
    if (process.env["RINGBACK_CARRIER"] === "twilio") {
      teller.oddity(
        "exec plays on the simulated network, whatever RINGBACK_CARRIER says. Only start has a real carrier.",
      );
    }
    const config = await readStartConfig(values, teller.oddity, "auto");
    const minted = mintControlToken(config.host, config.controlToken);
    const controlToken = config.controlToken ?? minted;
    const { createRingback } = await import("../../runtime/create-ringback.ts");
    await using ringback = await createRingback({
      ...config,
      port: config.port ?? 0,
      controlToken,
      onWarning: teller.warning,
    });
    const world = {
      ...ringback.env,
      RINGBACK_URL: ringback.url,
      ...(controlToken !== undefined && { RINGBACK_CONTROL_TOKEN: controlToken }),
    };
    const port = await findFreePort();
    const redirectTo = values.redirect ? ringback.url : undefined;
    return await runInFront(rest, agentEnvironment({ own: process.env, world, port, redirectTo }));
  },
});

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH"] as const;

/** Runs a command at this terminal, passes signals on to it and answers its exit code as shells tell it. */
const runInFront = async (
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> => {
  const child = spawn(program, args, { env: { ...env }, stdio: "inherit" });
  const listeners = passedOn.map((signal) => {
    // What is typed at a terminal reaches the command without us.
    const pass = (): void => void ((signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal));
    process.on(signal, pass);
    return () => process.off(signal, pass);
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
      child.once("error", reject);
    });
  } catch (error) {
    return tellTrouble(program, error);
  } finally {
    for (const stop of listeners) stop();
  }
};

/** The exit codes are those by which shells tell the same. */
const tellTrouble = (program: string, error: unknown): number => {
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    code === "ENOENT"
      ? "there is no such program. Check its spelling, or name it by its path."
      : code === "EACCES"
        ? "this user may not run it. Make it executable with chmod +x."
        : message;
  printError(printable(`${program} could not be run: ${why}`));
  return code === "ENOENT" ? 127 : 126;
};
