import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceNode, SourceText } from "../source/source-tree.ts";

/** Finds lines that are attached to an agent of another account than their own. */
export const checkAgents = (root: SourceNode): Problem[] => {
  const agents = entryOf(root, "agents")?.value;
  const lines = entryOf(root, "lines")?.value;
  return (lines?.kind === "map" ? lines.entries : []).flatMap(({ key, value: line }) => {
    const name = textOf(line, "agent");
    const account = textOf(line, "account");
    const agent = name && agents && entryOf(agents, name.text)?.value;
    if (name === undefined || account === undefined || agent === undefined) return [];
    const owner = textOf(agent, "account")?.text ?? "default";
    if (owner === account.text) return [];
    const message = `${quote(key)} belongs to ${quote(account.text)}, and its agent ${quote(name.text)} to ${quote(owner)}.`;
    const cure = "Leave `account` out here: a line belongs to its agent's.";
    return [{ code: "invalid_value", message, cure, span: account.span }];
  });
};

const textOf = (node: SourceNode | undefined, key: string): SourceText | undefined => {
  const value = node && entryOf(node, key)?.value;
  return value?.kind === "text" && !value.flawed ? value : undefined;
};
