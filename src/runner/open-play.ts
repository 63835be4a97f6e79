import { randomBytes } from "node:crypto";
import type { Desk } from "../api/desk.ts";
import type { RunningWorld } from "../api/running-world.ts";
import type { RingbackConfig } from "../runtime/config.ts";
import { createRingback } from "../runtime/create-ringback.ts";
import { openStage } from "../runtime/open-stage.ts";
import { fillWebhooks } from "../scenario/frame/fill-webhooks.ts";
import { fillEnvironment } from "../scenario/references/fill-environment.ts";
import type { Warning } from "../scenario/report/report.ts";
import type { AgentCommand } from "./agent-process.ts";
import { findFreePort } from "./find-free-port.ts";
import type { PlayPlan } from "./play-scenario.ts";

/** A world with its scenario loaded, in which nothing has moved yet. */
export interface OpenPlay {
  readonly desk: Desk;
  readonly running: RunningWorld;
  readonly runId: string;
  /** What starts the agent, if there is one. */
  readonly command: AgentCommand | undefined;
  /** What the agent is told of its world and of itself. */
  readonly environment: {
    readonly world: Readonly<Record<string, string>>;
    readonly port: number;
    readonly redirectTo: string | undefined;
    readonly further: Readonly<Record<string, string>>;
  };
  /** Where the world answers. Without an agent nobody needs a door. */
  readonly entrance: { readonly url: string; readonly controlToken: string } | undefined;
  /** ringback's own mistakes so far, a sentence each. */
  readonly bugs: readonly string[];
  /** What should not go unnoticed so far. */
  readonly oddities: readonly Warning[];
  /** Says how to find out whether the agent is at work, though it says nothing. */
  readonly heedAgent: (isBusy: () => boolean) => void;
  /** Writes no more of the journal's file. */
  readonly endJournal: () => void;
  readonly close: () => Promise<void>;
}

/** Opens a ringback of its own for one run. Throws the refusal that stands in the way. */
export const openPlay = async (plan: PlayPlan): Promise<OpenPlay> => {
  const { file, hold } = plan;
  const { scenario } = file;
  const wanted = plan.command ?? scenario.agent?.command ?? plan.usualCommand;
  const written = { ...plan.env, ...scenario.agent?.env };
  const port = wanted === undefined ? 0 : (chosenPort(written["PORT"]) ?? (await findFreePort()));
  const known = { ...process.env, PORT: String(port), AGENT_URL: `http://127.0.0.1:${port}` };
  const fill = (text: string): string => fillEnvironment(text, known);
  // What stands after -- was read by a shell already.
  const command = plan.command ?? (wanted && fillCommand(wanted, fill));
  const further = Object.entries(written).map(([name, value]) => [name, fill(value)]);
  const bugs: string[] = [];
  const oddities: Warning[] = [];
  let agentIsBusy = (): boolean => false;
  const controlToken = randomBytes(16).toString("hex");
  const config: RingbackConfig = {
    port: 0,
    controlToken,
    scenario: { ...file, scenario: fillWebhooks(scenario, known) },
    // The port is another one in every run, and a journal should not be.
    hiddenAddresses: [`127.0.0.1:${port}`, `localhost:${port}`],
    seed: plan.seed ?? scenario.seed ?? plan.usualSeed,
    patience: plan.patience,
    quiet: plan.silence,
    allowWebhooks: plan.allowWebhooks,
    journal: plan.journal,
    agent: "expected",
    isAgentBusy: () => agentIsBusy(),
    realTime: plan.realTime,
    onBug: (bug) => bugs.push(bug),
    onWarning: (message, code) => !toldByJudge.has(code) && oddities.push({ code, message }),
  };
  const opened =
    command === undefined && !hold ? await openWithoutDoors(config) : await openWithDoors(config);
  const { url, env, ...stage } = opened;
  return {
    ...stage,
    // A world that was made for one scenario has one run.
    runId: stage.running.world.tables.scenarioRuns.all().next().value?.id ?? "",
    command,
    environment: {
      world: env,
      port,
      redirectTo: plan.redirect === true ? url : undefined,
      further: Object.fromEntries(further),
    },
    entrance: url === undefined ? undefined : { url, controlToken },
    bugs,
    oddities,
    heedAgent: (isBusy) => {
      agentIsBusy = isBusy;
    },
  };
};

/** What a step could not do, and what no webhook was told, the judge tells with more to it. */
const toldByJudge: ReadonlySet<string> = new Set(["step_failed", "webhook_unheard"]);

type Opened = Pick<OpenPlay, "desk" | "running" | "endJournal" | "close"> & {
  readonly url?: string;
  readonly env: Readonly<Record<string, string>>;
};

const openWithDoors = async (config: RingbackConfig): Promise<Opened> => {
  const ringback = await createRingback(config);
  const { desk, worlds, url, env, endJournal } = ringback;
  return { desk, running: worlds.main, url, env, endJournal, close: () => ringback.close() };
};

const openWithoutDoors = async (config: RingbackConfig): Promise<Opened> => {
  const { desk, worlds, beginJournal, endJournal, close } = await openStage(config);
  beginJournal();
  return { desk, running: worlds.main, env: {}, endJournal, close: () => Promise.resolve(close()) };
};

/** The port that a file has the agent listen on, which is then the one to look at. */
const chosenPort = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;

const fillCommand = (command: AgentCommand, fill: (text: string) => string): AgentCommand =>
  typeof command === "string" ? fill(command) : command.map(fill);
