import type { Problem, Span } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceEntry, SourceNode } from "../source/source-tree.ts";
import { steps } from "../steps/steps.ts";

/** Who takes part in a call to a line, as far as the file says: nobody at the store's, a hosted agent or a webhook's. */
export type LineVoice = "nobody" | "hosted" | "webhook";

/** Who speaks for each line of a file, by its name. */
export const lineVoices = (root: SourceNode): ReadonlyMap<string, LineVoice> => {
  const lines = entryOf(root, "lines")?.value;
  const agents = entryOf(root, "agents")?.value;
  const voices = new Map<string, LineVoice>();
  for (const { key, value } of lines?.kind === "map" ? lines.entries : []) {
    const agent = textOf(value, "agent");
    const declared = agent === undefined ? undefined : entryOf(agents, agent)?.value;
    if (textOf(value, "provider") === "store") voices.set(key, "nobody");
    else if (declared !== undefined) {
      voices.set(key, textOf(declared, "voiceMode") === "hosted" ? "hosted" : "webhook");
    }
  }
  return voices;
};

/** Finds steps of a list that stand where their call cannot play them. */
export const checkCallSteps = (
  items: readonly SourceNode[],
  voices: ReadonlyMap<string, LineVoice> = new Map(),
): Problem[] => {
  const problems: Problem[] = [];
  let opened: SourceEntry | undefined;
  let ending: string | undefined;
  for (const item of items) {
    const { key, span, entry } = stepOf(item) ?? {};
    if (key === undefined || span === undefined) continue;
    if (key === "call") {
      [opened, ending] = [entry, undefined];
      problems.push(...checkCalled(entry, voices));
      continue;
    }
    const why = misplacing(key, opened, ending, voices);
    if (why !== undefined) problems.push({ code: "step_misplaced", ...why, span });
    // Said once: all that follows is beyond the same end.
    if (why !== undefined && ending !== undefined) break;
    if (ends.has(key)) ending ??= key;
  }
  return problems;
};

type Why = Pick<Problem, "message" | "cure">;

const ends: ReadonlySet<string> = new Set(["busy", "no-answer", "hang-up"]);
const ofCalled: ReadonlySet<string> = new Set(["ring", "answer", "voicemail", "busy", "no-answer"]);
const ofPlayed: ReadonlySet<string> = new Set(["say", "press", "hang-up"]);

const misplacing = (
  key: string,
  opened: SourceEntry | undefined,
  ending: string | undefined,
  voices: ReadonlyMap<string, LineVoice>,
): Why | undefined => {
  const definition = steps.find(({ name }) => name === key);
  if (definition?.inCall === undefined) return undefined;
  if (ending !== undefined && definition.inCall === "live") {
    return {
      message: `${quote(key)} comes after ${quote(ending)}, and with that the call is over.`,
      cure: `Put it before ${quote(ending)}, or begin another call with a \`call\` step.`,
    };
  }
  if (opened === undefined) return undefined;
  if (ofCalled.has(key)) {
    return {
      message: `${quote(key)} is for whoever is called, and the \`call\` above calls a line: its agent answers.`,
      cure: "Leave it out; a rule such as `when: { call.placed: { to: acme } }` plays people whom a line calls.",
    };
  }
  if (ofPlayed.has(key) && entryOf(opened.value, "says") !== undefined) {
    return {
      message: `${quote(key)} has nobody to play: with \`says\` the caller talks by themselves.`,
      cure: "Remove `says` from the `call`, and write a `say` for each sentence.",
    };
  }
  const line = textOf(opened.value, "to");
  if (key === "agent" && line !== undefined && voices.get(line) === "webhook") {
    return {
      message: `The agent of ${quote(line)} answers by its webhook, and \`agent\` writes the lines of hosted agents.`,
      cure: "Remove the step: the agent under test says it. Or give the agent `voiceMode: hosted` and a `prompt`.",
    };
  }
  return undefined;
};

const checkCalled = (entry: SourceEntry | undefined, voices: ReadonlyMap<string, LineVoice>): Problem[] => {
  const to = entryOf(entry?.value, "to")?.value;
  if (to?.kind !== "text" || voices.get(to.text) !== "nobody") return [];
  const message = `${quote(to.text)} is a line of the store's, and nobody answers there.`;
  const cure = "Use `missed-call`, or call a line of AgentPhone's.";
  return [{ code: "step_misplaced", message, cure, span: to.span }];
};

const stepOf = (
  item: SourceNode,
): { readonly key: string; readonly span: Span; readonly entry?: SourceEntry } | undefined => {
  if (item.kind === "text") return { key: item.text, span: item.span };
  if (item.kind !== "map" || entryOf(item, "when") !== undefined) return undefined;
  const entry = item.entries.find(({ key }) => steps.some(({ name }) => name === key));
  return entry && { key: entry.key, span: entry.keySpan, entry };
};

const textOf = (node: SourceNode, key: string): string | undefined => {
  const value = entryOf(node, key)?.value;
  return value?.kind === "text" && !value.flawed ? value.text : undefined;
};
