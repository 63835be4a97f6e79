import type { WorldEvent } from "../../contract/events.ts";
import { isMeant } from "../../api/match/match.ts";
import { fillMatcher } from "../match/fill-matcher.ts";
import type { ScenarioList, ScenarioRun, World } from "../run-rows.ts";
import type { Scenario, ScenarioRule } from "../scenario.ts";
import { startScript } from "../script-run.ts";
import { bindCaller, callOfRule, takeCall } from "../calls/take-call.ts";
import { stirLists } from "../calls/stir-lists.ts";
import { listAt, pathBelow } from "./list-at.ts";
import { takeReceipt } from "./take-receipt.ts";

/** The kind of timer at which a list that was opened begins its first step. */
export const listTimer = "scenario.list";

/**
 * Compares every event of a world with the rules that are armed in it. What a rule does begins with a timer of the same
 * instant, never inside the announcement.
 */
export const watchRules = (world: World): void => {
  const { tables, clock } = world;
  world.events.subscribe((event) => {
    // Somebody whose call the story placed is nobody else's to play.
    bindCaller(world, event);
    for (const { run, list, rule } of rulesFor(tables, event)) {
      const call = callOfRule(tables, list, rule, event);
      if (call === "taken") continue;
      noteFiring(tables, list, rule);
      const messageId = event.type === "message.sent" ? event.messageId : list.messageId;
      const parts = { callId: call.callId, messageId };
      const opened = openList(world, run, pathBelow(list.path, rule.place), clock.now(), parts);
      if (event.type === "message.sent") takeReceipt(world, event.messageId, rule.do);
      if (call.callId !== undefined && call.isNew) takeCall(world, call.callId, opened, rule.do);
      clock.schedule({
        at: clock.now(),
        class: "story",
        kind: listTimer,
        payload: { list: opened.id },
        ...(call.callId !== undefined && { unasked: true }),
      });
    }
    stirLists(world, event);
  });
};

/** Puts a list of a run on its way and arms its rules. Its first step is for the player to schedule. */
export const openList = (
  world: World,
  { id: runId, document }: ScenarioRun,
  path: string,
  now: number,
  { callId, parentId, messageId }: Pick<ScenarioList, "callId" | "parentId" | "messageId"> = {},
): ScenarioList => {
  const { rules = [] } = listAt(document as Scenario, path) ?? {};
  const { index, previousEnd } = startScript(now);
  return world.tables.scenarioLists.insert({
    id: world.nextId("list"),
    runId,
    path,
    nextStep: index,
    previousEnd,
    over: false,
    armed: rules.length > 0,
    fired: {},
    ...(callId !== undefined && { callId }),
    ...(parentId !== undefined && { parentId }),
    ...(messageId !== undefined && { messageId }),
  });
};

interface Due {
  readonly run: ScenarioRun;
  readonly list: ScenarioList;
  readonly rule: ScenarioRule;
}

/** Every armed rule that an event concerns: run by run, in the order of the file. */
const rulesFor = (tables: World["tables"], event: WorldEvent): Due[] => {
  const due: Due[] = [];
  for (const list of tables.scenarioLists.by("armed", "armed")) {
    const run = tables.scenarioRuns.get(list.runId);
    if (run === undefined) continue;
    const scenario = run.document as Scenario;
    const numberOf = (name: string): string | undefined =>
      scenario.people[name]?.number ?? run.lineNames[name];
    for (const rule of listAt(scenario, list.path)?.rules ?? []) {
      if ((list.fired[rule.place] ?? 0) >= rule.times) continue;
      if (rule.when.event !== event.type) continue;
      const wanted = fillMatcher(rule.when, run);
      if (wanted !== undefined && isMeant(wanted, event, numberOf)) {
        due.push({ run, list, rule });
      }
    }
  }
  return due.length < 2 ? due : due.toSorted(byPlaceInFile);
};

const byPlaceInFile = (one: Due, other: Due): number => {
  if (one.run !== other.run) return one.run.id < other.run.id ? -1 : 1;
  const [here, there] = [placesOf(one), placesOf(other)];
  const differs = here.findIndex((place, depth) => place !== there[depth]);
  return differs === -1 ? here.length - there.length : (here[differs] ?? 0) - (there[differs] ?? -1);
};

/** Lines and columns would not do: what a file includes comes before its own. */
const placesOf = ({ list, rule }: Due): number[] =>
  [...list.path.split(".").filter((part) => /^\d/.test(part)), rule.place].map(Number);

const noteFiring = (tables: World["tables"], list: ScenarioList, rule: ScenarioRule): void => {
  const fired: Record<string, number> = { ...list.fired, [rule.place]: (list.fired[rule.place] ?? 0) + 1 };
  const document = tables.scenarioRuns.get(list.runId)?.document as Scenario;
  const rules = listAt(document, list.path)?.rules ?? [];
  const armed = rules.some(({ place, times }) => (fired[place] ?? 0) < times);
  if (list.over && !armed) tables.scenarioLists.remove(list.id);
  else tables.scenarioLists.update(list.id, { fired, armed });
};
