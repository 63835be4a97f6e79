import { codeGroups, explanationLines } from "../../scenario/report/explanations.ts";
import { codesLike, findCode, type FoundCode } from "../../scenario/report/find-code.ts";
import { command } from "../command.ts";
import { UsageError } from "../failures.ts";
import { print } from "../terminal.ts";

/** `ringback explain`: what a code means and what to do about it. */
export const explainCommand = command({
  name: "explain",
  summary: "Say what a code means and what to do about it, or list every code",
  words: {
    shows: "code",
    summary: "A code from a report, a message or an answer, such as agent_idle",
    offers: () => codeGroups.flatMap(({ codes }) => Object.keys(codes)),
  },
  options: { json: { kind: "flag", summary: "Print JSON" } },
  examples: [
    ["ringback explain agent_idle", "What it means, where it comes from, what to do"],
    ["ringback explain", "Every code in a line"],
  ],
  run: (values, words) => {
    const [code, ...more] = words;
    if (more.length > 0)
      throw new UsageError("This explains one code at a time: ringback explain agent_idle.");
    if (code === undefined) print(values.json ? JSON.stringify(codeGroups) : listCodes());
    else {
      const found = explainOne(code);
      print(values.json ? JSON.stringify(found) : found.map(tell).join("\n\n"));
    }
    return Promise.resolve(0);
  },
});

const explainOne = (written: string): readonly FoundCode[] => {
  const found = findCode(written);
  if (found.length > 0) return found;
  const near = codesLike(written);
  const cure =
    near.length === 0 ? "ringback explain lists every code." : `Did you mean ${near.join(" or ")}?`;
  throw new UsageError(`There is no code ${written}. ${cure}`);
};

const tell = (found: FoundCode): string =>
  [`${found.code} (${found.group.toLowerCase()})`, "", ...explanationLines(found)].join("\n");

const listCodes = (): string => {
  const width = Math.max(
    ...codeGroups.flatMap(({ codes }) => Object.keys(codes).map(({ length }) => length)),
  );
  return codeGroups
    .map(({ title, summary, codes }) =>
      [
        `${title}. ${summary}`,
        ...Object.entries(codes).map(([code, { title: told }]) => `  ${code.padEnd(width)}  ${told}`),
      ].join("\n"),
    )
    .join("\n\n");
};
