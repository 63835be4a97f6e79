import { readPackageFile } from "../../kernel/package-files.ts";
import { escapeHtml } from "./escape-html.ts";
import { writePage } from "./write-page.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** The page of what ringback emulates, from the package's own list. */
export const writeEmulatedPage = (base: string): string => {
  const markdown = readPackageFile("docs/emulated.md");
  const home = `<p><a href="${escapeHtml(base)}/">ringback</a></p>`;
  return writePage("What ringback emulates", base, `${home}\n${renderMarkdown(markdown)}`);
};
