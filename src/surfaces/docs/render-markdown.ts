import { escapeHtml } from "./escape-html.ts";

/** Shows Markdown as HTML: headings, paragraphs, lists, tables, code, links. HTML in it stays text. */
export const renderMarkdown = (markdown: string): string =>
  markdown
    .replaceAll("\r\n", "\n")
    .split(/^```.*$/m)
    .map((text, place) => (place % 2 === 1 ? renderFence(text) : renderBlocks(text)))
    .filter((html) => html !== "")
    .join("\n");

const renderFence = (text: string): string =>
  `<pre><code>${escapeHtml(text.replace(/^\n|\n$/g, ""))}</code></pre>`;

const renderBlocks = (text: string): string =>
  text
    .replace(/^(#{1,6} .*)$/gm, "\n\n$1\n\n")
    .split(/\n\s*\n/)
    .map((block) => block.replace(/^\n+|\s+$/g, ""))
    .filter((block) => block !== "")
    .map(renderBlock)
    .join("\n");

const renderBlock = (block: string): string => {
  const heading = /^(#{1,6}) (.*)$/.exec(block);
  if (heading !== null) {
    const level = heading[1]?.length ?? 1;
    return `<h${level}>${renderInline(heading[2] ?? "")}</h${level}>`;
  }
  if (/^\|.*\|$/.test(block.split("\n")[0] ?? "")) return renderTable(block);
  if (/^(?:[-*]|\d+\.) /.test(block)) return renderList(block);
  return `<p>${renderInline(block)}</p>`;
};

const renderList = (block: string): string => {
  const tag = /^\d/.test(block) ? "ol" : "ul";
  const items = block.split(/^(?:[-*]|\d+\.) /m).filter((item) => item !== "");
  return `<${tag}>${items.map((item) => `<li>${renderInline(item.trim())}</li>`).join("\n")}</${tag}>`;
};

const renderTable = (block: string): string => {
  const [head = "", , ...rows] = block.split("\n");
  return `<div class="scroll"><table>${renderRow(head, "th")}${rows.map((row) => renderRow(row, "td")).join("\n")}</table></div>`;
};

const renderRow = (row: string, tag: string): string =>
  `<tr>${cellsOf(row)
    .map((cell) => `<${tag}>${renderInline(cell)}</${tag}>`)
    .join("")}</tr>`;

const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

const renderInline = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, place) =>
      place % 2 === 1 ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : renderProse(part),
    )
    .join("");

const renderProse = (text: string): string =>
  escapeHtml(text)
    .replace(/\[([^\]]+)\]\(((?:https?:\/\/|#|\/)[^\s)]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(.+?)\*\*/gs, "<strong>$1</strong>")
    .replace(/(^|[\s(])_([^_]+)_(?=$|[\s.,;:)])/g, "$1<em>$2</em>")
    .replace(/\s*\n\s*/g, " ");
