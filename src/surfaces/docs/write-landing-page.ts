import type { ApiName } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";
import { apiTitles } from "./api-titles.ts";
import { escapeHtml } from "./escape-html.ts";
import { writePage } from "./write-page.ts";

/** What the landing page tells. */
export interface LandingFacts {
  readonly version: string;
  readonly world: string;
  /** The world's instant, as text. */
  readonly now: string;
  /** The address of the world that is looked at. */
  readonly base: string;
  readonly env: Readonly<Record<string, string>>;
  /** The controls ask for a token. */
  readonly guarded: boolean;
}

/** The page at `/`: what ringback is, what it serves where, and how to point an agent at it. */
export const writeLandingPage = (facts: LandingFacts): string => {
  const { version, world, now, base, env } = facts;
  const body = `<header><img src="${escapeHtml(base)}/favicon.ico" alt="">
<div><h1>ringback <span class="version">${escapeHtml(version)}</span></h1>
<div class="dim">A local phone network for testing agents that use phones.</div></div></header>
<p>This is the world <strong>${escapeHtml(world)}</strong>; its clock stands at <code>${escapeHtml(now)}</code>.</p>
<h2>What is served</h2>
<div class="scroll"><table>${served(facts).map(writeRow).join("")}</table></div>
<h2>Point an agent at it</h2>
<pre><code>${Object.entries(env).map(writeVariable).join("\n")}</code></pre>
<p class="dim">Keys are shown in part. ringback prints them whole when it starts.</p>
<h2>Try it</h2>
<pre><code>${escapeHtml(curlExample(base))}</code></pre>
<h2>Read on</h2>
<ul>${links()
    .map(([text, path]) => `<li><a href="${escapeHtml(base + path)}">${escapeHtml(text)}</a></li>`)
    .join("")}</ul>`;
  return writePage(`ringback ${version}`, base, body);
};

type Row = readonly [what: string, address: string, note: string];

const served = ({ base, guarded }: LandingFacts): readonly Row[] => [
  [
    "AG3N7 store, REST",
    `${base}/v1/agent`,
    "Catalog, quotes, purchases, and what arrives at rented numbers.",
  ],
  ["AG3N7 store, MCP", `${base}/mcp/store`, "The same as tools. Every service's tools together are at /mcp."],
  [
    "AgentPhone, REST",
    `${base}/v1`,
    "Agents, numbers, texts, webhooks. Sign-up is at /v0/agent/sign-up; its codes lie in the world's mailbox.",
  ],
  ["AgentPhone, MCP", `${base}/mcp/agentphone`, "The vendor's 28 tools."],
  [
    "Controls",
    `${base}/_ringback`,
    `Worlds, clock, people, one-time codes, accounts. As tools: ${base}/mcp/control.${guarded ? " They ask for the control token." : ""}`,
  ],
  [
    "Events",
    `${base}/_ringback/events/stream`,
    "What happens, as it happens: server-sent events or a WebSocket.",
  ],
];

const writeRow = ([what, address, note]: Row): string =>
  `<tr><th>${escapeHtml(what)}</th><td><code>${escapeHtml(address)}</code><br><span class="dim">${escapeHtml(note)}</span></td></tr>`;

const writeVariable = ([name, value]: readonly [string, string]): string =>
  escapeHtml(`export ${name}=${name.endsWith("_KEY") ? maskKey(value) : value}`);

const maskKey = (key: string): string => `${"*".repeat(Math.max(0, key.length - 4))}${key.slice(-4)}`;

const curlExample = (base: string): string =>
  `curl "${base}/v1/agent/catalog/items?category=telephony" \\\n  -H "Authorization: Bearer $AGENT_STORE_AGENT_API_KEY"`;

const links = (): readonly (readonly [text: string, path: string])[] => [
  ["What is emulated, and what is not", "/_ringback/docs"],
  ...Object.keys(wireErrors).map(
    (api) => [`OpenAPI of the ${apiTitles[api as ApiName]}`, `/_ringback/openapi/${api}.json`] as const,
  ),
  ["A skill page for language models", "/_ringback/skill.md"],
  ["Health", "/_ringback/health"],
];
