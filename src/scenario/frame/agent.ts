import * as z from "zod";
import { choice, duration, urlOrCommand } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import type { Reading } from "../fields/scalar.ts";
import { looksLikePattern } from "../../api/match/pattern.ts";
import { readPattern } from "../match/read-pattern.ts";
import { quote } from "../source/quote.ts";

/** The process under test: what starts it, when it is ready and how it may end. */
export const agentSchema = () =>
  z.strictObject({
    command: z
      .union([
        urlOrCommand("a command for the shell"),
        z.array(urlOrCommand("a program or an argument")).refine((words) => words.length > 0, {
          message: "A command has at least a program.",
          params: { code: "invalid_value", cure: "Write one such as `[node, agent.js]`." },
        }),
      ])
      .describe("what starts it, such as [node, agent.js] or node agent.js")
      .exactOptional(),
    ready: readySchema().describe("how to tell that it is up: http, port or output").exactOptional(),
    env: z
      .record(variableName(), urlOrCommand("its value"))
      .describe("variables that it finds in its environment")
      .exactOptional(),
    timeout: duration("how long it may take, in real time").exactOptional(),
    exit: scalar("the exit code that is fine, or any", readExit, {
      pattern: "^(\\d{1,3}|any)$",
      number: { least: 0, most: 255 },
    }).exactOptional(),
  });

const readySchema = () =>
  z
    .strictObject({
      http: scalar("a path that answers once it is up, such as /health", readPath, {
        pattern: "^/",
      }).exactOptional(),
      port: choice("open, once its port is", ["open"]).exactOptional(),
      output: scalar("what it prints once it is up, such as /listening/", readOutput).exactOptional(),
      within: duration("how long that may take, in real time").exactOptional(),
    })
    .superRefine((ready, context) => {
      const [first, second] = (["http", "port", "output"] as const).filter(
        (sign) => ready[sign] !== undefined,
      );
      if (first !== undefined && second === undefined) return;
      const message =
        second === undefined
          ? "`ready` does not say how to tell that the agent is up."
          : `\`ready\` has two signs, ${quote(first ?? "")} and ${quote(second)}.`;
      const cure = "Write one of `http: /health`, `port: open` and `output: /listening/`.";
      const params = { code: "invalid_value", cure, atKey: true };
      context.addIssue({ code: "custom", path: second === undefined ? [] : [second], message, params });
    });

const variableName = () =>
  z.string().transform((name, context) => {
    if (/^[A-Za-z_]\w{0,99}$/.test(name)) return name;
    const message = `${quote(name)} cannot be the name of a variable of the environment.`;
    const cure = "Write letters, digits and _, and begin with no digit.";
    context.issues.push({ code: "custom", input: name, message, params: { code: "invalid_name", cure } });
    return z.NEVER;
  });

const readExit = (written: string): Reading<number | "any"> => {
  if (written === "any") return { value: written };
  if (/^\d{1,3}$/.test(written) && Number(written) <= 255) return { value: Number(written) };
  return { message: `${quote(written)} is no exit code.`, cure: "Write a number from 0 to 255, or any." };
};

const readPath = (written: string): Reading<string> => {
  if (/^\/\S*$/.test(written)) return { value: written };
  const path = /^https?:\/\/[^/]+(\/\S*)$/.exec(written)?.[1];
  const cure =
    path === undefined ? "Write one such as /health." : `Write ${quote(path)}: the port is the agent's own.`;
  return { message: `${quote(written)} is not a path.`, cure };
};

const readOutput = (written: string): Reading<string> => {
  if (written.trim() === "") return { message: "This text is empty.", cure: "Write what it prints." };
  const pattern = looksLikePattern(written) ? readPattern(written) : { value: written };
  return "value" in pattern ? { value: written } : pattern;
};
