import { createHash } from "node:crypto";
import { once } from "../../kernel/once.ts";
import { escapeHtml } from "./escape-html.ts";

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5b6776; --paper: #f6f7f9; --card: #fff; --line: #dde2e8; --bell: #b3471d; --link: #0b62c4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --dim: #98a4b3; --paper: #12161c; --card: #1a2029; --line: #2c3541; --bell: #ff9d6b; --link: #7ab7ff }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 58rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
header { display: flex; align-items: center; gap: .9rem; margin-bottom: 1.5rem }
header img { width: 2.75rem; height: 2.75rem }
h1 { margin: 0; font-size: 1.7rem; letter-spacing: -.01em; line-height: 1.2 }
h2 { margin: 2.2rem 0 .7rem; font-size: 1.1rem }
h3 { margin: 1.6rem 0 .4rem; font-size: 1rem }
p { margin: .4rem 0 }
a { color: var(--link); text-underline-offset: .15em }
.dim { color: var(--dim) }
.version { color: var(--bell); font-weight: 600; font-size: 1rem; margin-left: .35rem }
code, pre { font: .875em/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
pre { margin: .5rem 0; padding: .9rem 1.1rem; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem }
table { width: 100%; border-collapse: collapse }
th, td { padding: .55rem 1.1rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line) }
tr:first-child > * { border-top: 0 }
th { font-weight: 600 }
td code { white-space: nowrap }
ul, ol { padding-left: 1.3rem }
li { margin: .3rem 0 }
`;

const styleHash = once(() => createHash("sha256").update(style).digest("base64"));

/** The headers that keep a page to itself: its own style and pictures, no script, no frame, nothing from elsewhere. */
export const pageHeaders = (): Record<string, string> => ({
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash()}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
});

/** A whole HTML page around a body, with the style that every page has. */
export const writePage = (title: string, base: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" type="image/svg+xml" href="${escapeHtml(base)}/favicon.ico">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
