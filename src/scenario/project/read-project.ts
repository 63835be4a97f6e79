import * as z from "zod";
import { once } from "../../kernel/once.ts";
import { diagnoseIssues } from "../fields/diagnose-issues.ts";
import { duration, integer, text } from "../fields/fields.ts";
import { agentSchema } from "../frame/agent.ts";
import { readFiles } from "../include/read-files.ts";
import { ScenarioError } from "../scenario-error.ts";
import { toData } from "../source/source-tree.ts";
import { toDiagnostics } from "../to-diagnostics.ts";

const projectSchema = once(() => {
  const { command, env } = agentSchema().shape;
  return z.strictObject({
    scenarios: z
      .union([text("a file or a folder"), z.array(text("a file or a folder"))])
      .describe("where the scenarios are, such as scenarios/")
      .exactOptional(),
    command,
    seed: text("a number or a text that all randomness comes from").exactOptional(),
    timeout: duration("how long a scenario may take, in real time").exactOptional(),
    patience: duration("how long nothing may happen, in real time").exactOptional(),
    silence: duration(
      "how long an agent has to be silent, in real time, before time goes on",
    ).exactOptional(),
    jobs: integer("how many scenarios run at the same time", 1, 256).exactOptional(),
    env,
    report: z
      .union([text("a report"), z.array(text("a report, such as junit=report.xml"))])
      .describe("how to report, such as terminal or junit=report.xml")
      .exactOptional(),
  });
});

/** What a project says once for all its tests. Durations are real milliseconds. */
export type Project = z.output<ReturnType<typeof projectSchema>>;

/** Reads a project's settings. Throws a ScenarioError with every mistake; an empty file says nothing, which is fine. */
export const readProject = (written: string, file: string): Project => {
  if (/^\ufeff?(?:[ \t]*(?:#.*)?(?:\r?\n|$))*$/.test(written)) return {};
  const schema = projectSchema();
  const files = readFiles(written, file);
  const { root, problems } = files;
  if (root === undefined) throw new ScenarioError(toDiagnostics(problems, files));
  const parsed = schema.safeParse(toData(root));
  const checked = { node: root, schema, holder: { start: 0, end: 1 }, name: "a project's settings" };
  const found = parsed.success ? [] : diagnoseIssues(parsed.error.issues, checked);
  const all = [...problems, ...found.filter(({ span }) => files.isSound(span))];
  if (all.length > 0 || !parsed.success) throw new ScenarioError(toDiagnostics(all, files));
  return parsed.data;
};
