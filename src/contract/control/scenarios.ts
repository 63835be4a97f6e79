import * as z from "zod";
import { idField, instantField } from "../fields.ts";
import { control } from "./declare.ts";

/** How many characters a scenario's text may have; what it may have as a file is checked when it is read. */
const longestText = 1024 * 1024;
const largestBody = 8 * 1024 * 1024;

/** A scenario as it stands in its file, what messages are to call that file, and the texts of those it includes by their paths. */
const written = () => ({
  text: z.string().max(longestText),
  file: z.string().min(1).max(1024).optional(),
  includes: z.record(z.string().max(1024), z.string().max(longestText)).optional(),
});

const diagnostic = () =>
  z.strictObject({
    file: z.string(),
    line: z.int(),
    column: z.int(),
    length: z.int(),
    code: z.string(),
    message: z.string(),
    cure: z.string().optional(),
    lineText: z.string(),
  });

const reading = () =>
  z.strictObject({
    valid: z.boolean(),
    name: z.string().optional(),
    examples: z.array(z.string()).optional(),
    problems: z.array(diagnostic()),
    warnings: z.array(diagnostic()),
  });

const expectation = () =>
  z.strictObject({
    line: z.int(),
    file: z.string().optional(),
    kind: z.string(),
    text: z.string(),
    state: z.enum(["waiting", "armed", "met", "failed"]),
    seen: z.int(),
  });

const status = () =>
  z.strictObject({
    run: z.string(),
    name: z.string(),
    file: z.string().optional(),
    example: z.string().optional(),
    startedAt: instantField(),
    ended: z.boolean(),
    paused: z.boolean(),
    steps: z.strictObject({ done: z.int(), failed: z.int() }),
    expectations: z.array(expectation()),
  });

const place = () => z.strictObject({ file: z.string(), line: z.int(), column: z.int() });

const seen = () =>
  z.strictObject({
    at: z.number(),
    seq: z.int(),
    what: z.string(),
    differences: z.array(z.strictObject({ path: z.string(), wanted: z.string(), found: z.string() })),
  });

const failure = () =>
  z.strictObject({
    code: z.string(),
    blame: z.enum(["ringback", "not emulated", "upstream", "scenario", "agent"]),
    message: z.string(),
    cure: z.string(),
    place: place().exactOptional(),
    excerpt: z.string().exactOptional(),
    seen: z.array(seen()).exactOptional(),
  });

const warning = () =>
  z.strictObject({
    code: z.string(),
    message: z.string(),
    cure: z.string().exactOptional(),
    place: place().exactOptional(),
  });

const verdict = () =>
  z.strictObject({
    run: z.string(),
    name: z.string(),
    passed: z.boolean(),
    blame: failure().shape.blame.exactOptional(),
    failures: z.array(failure()),
    warnings: z.array(warning()),
    faults: z.array(z.string()),
    met: z.int(),
    expected: z.int(),
    virtualMs: z.int(),
    costUsd: z.string(),
    runHash: z.string(),
  });

const ofRun = () => z.object({ runId: idField() });

export const scenarioOperations = {
  "control.scenarios.validate": control({
    name: "control.scenarios.validate",
    summary: "Reads a scenario and tells every mistake in it, without playing it. A bad one is no refusal.",
    effect: "read",
    input: () => z.object(written()),
    output: reading,
    rest: { method: "POST", path: "/_ringback/scenarios/validate", success: 200, largestBody },
    tool: "scenario_validate",
  }),
  "control.scenarios.play": control({
    name: "control.scenarios.play",
    summary:
      "Puts a scenario's people and lines into the world and sets its script going. The world keeps its own seed and clock. `example` chooses a row of `examples` by its label.",
    effect: "write",
    input: () => z.object({ ...written(), example: z.string().min(1).max(200).optional() }),
    output: () => z.strictObject({ run: z.string(), name: z.string(), warnings: z.array(diagnostic()) }),
    rest: { method: "POST", path: "/_ringback/scenarios", success: 201, largestBody },
    tool: "scenario_play",
    errors: ["scenario_invalid"],
  }),
  "control.scenarios.list": control({
    name: "control.scenarios.list",
    summary: "Lists the scenarios that were played in the world, oldest first, and how far each has come.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ scenarios: z.array(status()) }),
    rest: { method: "GET", path: "/_ringback/scenarios", success: 200 },
    tool: "scenario_list",
  }),
  "control.scenarios.status": control({
    name: "control.scenarios.status",
    summary: "Says how far a scenario has come: its steps, its expectations, whether it is paused or over.",
    effect: "read",
    input: ofRun,
    output: status,
    rest: { method: "GET", path: "/_ringback/scenarios/:runId", success: 200 },
    tool: "scenario_status",
    errors: ["not_found"],
  }),
  "control.scenarios.pause": control({
    name: "control.scenarios.pause",
    summary: "Lets no further step of a scenario begin. Time goes on; steps that come due are kept.",
    effect: "write",
    input: ofRun,
    output: status,
    rest: { method: "POST", path: "/_ringback/scenarios/:runId/pause", success: 200 },
    tool: "scenario_pause",
    errors: ["not_found"],
  }),
  "control.scenarios.resume": control({
    name: "control.scenarios.resume",
    summary: "Lets a paused scenario go on. Steps that came due meanwhile run at once, in their order.",
    effect: "write",
    input: ofRun,
    output: status,
    rest: { method: "POST", path: "/_ringback/scenarios/:runId/resume", success: 200 },
    tool: "scenario_resume",
    errors: ["not_found", "clock_held", "clock_loop"],
  }),
  "control.scenarios.step": control({
    name: "control.scenarios.step",
    summary:
      "Runs the next step of a scenario now, whenever it is due, and leaves the scenario paused. `ran` is null when none is left.",
    effect: "write",
    input: ofRun,
    output: () => status().extend({ ran: z.strictObject({ step: z.string(), line: z.int() }).nullable() }),
    rest: { method: "POST", path: "/_ringback/scenarios/:runId/step", success: 200 },
    tool: "scenario_step",
    errors: ["not_found", "clock_held", "clock_loop"],
  }),
  "control.scenarios.finish": control({
    name: "control.scenarios.finish",
    summary:
      "Says that the agent is done, and judges the scenario. In `auto` what is left of the story happens first; in other modes it is judged as it stands. The scenario is over then: finishing it again answers the same.",
    effect: "write",
    input: ofRun,
    output: verdict,
    rest: { method: "POST", path: "/_ringback/scenarios/:runId/finish", success: 200 },
    tool: "scenario_finish",
    errors: ["not_found"],
  }),
};
