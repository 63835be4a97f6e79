import { readFile } from "node:fs/promises";
import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import { escapeHtml } from "./escape-html.ts";
import { writePage } from "./write-page.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** The page of what ringback emulates: the package's own list, or without it the operations. */
export const writeEmulatedPage = async (base: string): Promise<string> => {
  const markdown = await readFile(new URL("../../../docs/emulated.md", import.meta.url), "utf8").catch(
    listOperations,
  );
  const home = `<p><a href="${escapeHtml(base)}/">ringback</a></p>`;
  return writePage("What ringback emulates", base, `${home}\n${renderMarkdown(markdown)}`);
};

const listOperations = (): string => {
  const rows = Object.values<Operation>(operations).flatMap(({ rest, summary, emulated }) =>
    rest === undefined
      ? []
      : [`| \`${rest.method} ${rest.path}\` | ${summary}${emulated === false ? " Not emulated." : ""} |`],
  );
  return ["# What ringback emulates", "", "| Request | What it does |", "| --- | --- |", ...rows].join("\n");
};
