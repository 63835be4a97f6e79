import { request } from "node:http";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { ApiName, Operation } from "../src/contract/operation.ts";
import { operations } from "../src/contract/operations.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { renderMarkdown } from "../src/surfaces/docs/render-markdown.ts";

const start = (config: RingbackConfig = {}): Promise<Ringback> =>
  createRingback({ port: 0, agent: "expected", ...config });

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { properties?: object } }> };
  readonly responses: Record<string, { readonly description: string }>;
}

interface OpenApi {
  readonly openapi: string;
  readonly info: object;
  readonly servers: readonly object[];
  readonly paths: Record<string, Record<string, Described>>;
}

const describe = async (base: string, api: ApiName): Promise<OpenApi> =>
  (await (await fetch(`${base}/_ringback/openapi/${api}.json`)).json()) as OpenApi;

it("greets whoever opens it in a browser", async () => {
  await using ringback = await start();
  const response = await fetch(ringback.url);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const page = await response.text();
  expect(page).toContain(`<h1>ringback <span class="version">${ringback.desk.worlds.version}</span></h1>`);
  for (const address of ["/v1/agent", "/mcp/store", "/_ringback", "/_ringback/events/stream"])
    expect(page).toContain(`<code>${ringback.url}${address}</code>`);
});

it("shows the environment of an agent, with all of the key hidden but its end", async () => {
  await using ringback = await start();
  const page = await (await fetch(ringback.url)).text();
  const key = ringback.env["AGENT_STORE_AGENT_API_KEY"] ?? "";
  expect(page).toContain(`export AGENT_STORE_API_BASE_URL=${ringback.url}/v1/agent`);
  expect(page).toContain(`*${key.slice(-4)}`);
  expect(page).not.toContain(key);
  expect(page).not.toContain(key.slice(-5));
});

it("tells a language model how to use the phone services at this address, and nothing of the controls", async () => {
  await using ringback = await start({ controlToken: "hush-hush" });
  ringback.worlds.create({ name: "other" });
  for (const base of [ringback.url, `${ringback.url}/w/other`]) {
    const response = await fetch(`${base}/_ringback/skill.md`);
    expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    const page = await response.text();
    expect(page).toMatch(/^---\nname: phone-numbers\ndescription: .+\n---\n/);
    expect(page).toContain(`POST ${base}/v1/agent/purchases`);
    expect(page).toContain(`${base}/mcp/store`);
    for (const { api, rest } of Object.values<Operation>(operations)) {
      const line = `\`${rest?.method} ${rest?.path.replaceAll(/:(\w+)/g, "{$1}")}\``;
      expect(page.includes(line)).toBe(api !== "control");
    }
    expect(page).not.toContain("hush-hush");
  }
});

it("links to nothing that is not there", async () => {
  await using ringback = await start();
  ringback.worlds.create({ name: "other" });
  for (const base of [ringback.url, `${ringback.url}/w/other`]) {
    const page = await (await fetch(`${base}/`)).text();
    const links = Array.from(page.matchAll(/(?:href|src)="([^"]+)"/g), ([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) {
      expect(link.startsWith(base)).toBe(true);
      expect([link, (await fetch(link)).status]).toEqual([link, 200]);
    }
  }
});

it("gives addresses as its visitor knows it", async () => {
  await using ringback = await start({ allowHosts: ["phones.test"] });
  const asked = request(ringback.url, { headers: { host: "phones.test:8080" } }).end();
  const [response] = (await once(asked, "response")) as [AsyncIterable<Buffer>];
  let page = "";
  for await (const chunk of response) page += String(chunk);
  expect(page).toContain("<code>http://phones.test:8080/v1/agent</code>");
});

it("keeps its pages to themselves: no script, no frame, nothing from elsewhere", async () => {
  await using ringback = await start();
  for (const path of ["/", "/_ringback/docs"]) {
    const response = await fetch(ringback.url + path);
    const page = await response.text();
    const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).not.toContain("unsafe");
    expect(page).not.toMatch(/<script|style="| on\w+="/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

it("answers in the world's time and does not say what it is made with", async () => {
  await using ringback = await start();
  ringback.worlds.create({ name: "later", start: "2030-01-01T00:00:00Z" });
  const { headers } = await fetch(`${ringback.url}/w/later/`);
  expect(headers.get("date")).toBe("Tue, 01 Jan 2030 00:00:00 GMT");
  for (const name of ["x-powered-by", "etag", "last-modified"]) expect(headers.get(name)).toBeNull();
});

it("shows what is emulated", async () => {
  await using ringback = await start();
  const response = await fetch(`${ringback.url}/_ringback/docs`);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toContain("<h1>What ringback emulates</h1>");
});

it("has a picture for the browser's tab", async () => {
  await using ringback = await start();
  const response = await fetch(`${ringback.url}/favicon.ico`);
  expect(response.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
});

it("has GET and HEAD for its pages, and says so", async () => {
  await using ringback = await start();
  const posted = await fetch(ringback.url, { method: "POST" });
  expect(posted.status).toBe(405);
  expect(posted.headers.get("allow")).toBe("GET, HEAD");
  expect(await posted.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  const head = await fetch(ringback.url, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

it("leaves other paths to the 404 of the controls", async () => {
  await using ringback = await start();
  for (const path of ["/index.html", "/_ringback/docs/", "/_ringback/openapi/other.json", "/w/nowhere/"]) {
    const response = await fetch(ringback.url + path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(response.headers.get("content-type")).toContain("application/json");
  }
});

it("tells who watches the requests what was looked at", async () => {
  const told: string[] = [];
  await using ringback = await start({ onAnswer: ({ path, status }) => told.push(`${status} ${path}`) });
  await fetch(ringback.url);
  await fetch(`${ringback.url}/_ringback/docs`, { method: "PUT" });
  expect(told).toEqual(["200 /", "405 /_ringback/docs"]);
});

const apis: readonly ApiName[] = ["store", "control"];

it.each(apis)("describes every operation of the API %s in OpenAPI, and nothing else", async (api) => {
  await using ringback = await start();
  const { paths } = await describe(ringback.url, api);
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
  );
  const declared = Object.values<Operation>(operations)
    .filter((operation) => operation.api === api)
    .flatMap(({ name, rest }) =>
      rest === undefined
        ? []
        : [rest.path, ...(rest.aliases ?? [])].map((path, place) => {
            const id = place === 0 ? name : `${name}.alias${place}`;
            return `${rest.method.toLowerCase()} ${path.replace(/:(\w+)/g, "{$1}")} ${id}`;
          }),
    );
  expect(new Set(described)).toEqual(new Set(declared));
  expect(described).toHaveLength(declared.length);
});

it.each(apis)("says of every operation of the API %s what goes in and what comes out", async (api) => {
  await using ringback = await start();
  const { openapi, info, servers, paths } = await describe(ringback.url, api);
  expect(openapi).toMatch(/^3\.1\./);
  expect(info).toMatchObject({ version: ringback.desk.worlds.version });
  expect(servers).toEqual([{ url: ringback.url }]);
  for (const [path, item] of Object.entries(paths)) {
    const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    for (const [method, { parameters, requestBody, summary, responses }] of Object.entries(item)) {
      const named = parameters.filter((parameter) => parameter.in === "path");
      expect(named.map(({ name }) => name)).toEqual(inPath);
      for (const { schema } of parameters) expect(schema).not.toEqual({});
      expect(method === "get" && requestBody !== undefined).toBe(false);
      expect(summary).not.toBe("");
      const statuses = Object.keys(responses);
      expect(statuses.some((status) => status.startsWith("2"))).toBe(true);
      expect(statuses).toEqual(expect.arrayContaining(["400", "401", "403", "404", "500"]));
    }
  }
});

it("describes a top-up whole", async () => {
  await using ringback = await start();
  const { paths } = await describe(ringback.url, "store");
  const topup = paths["/v1/agent/services/{serviceId}/phone/topups"]?.["post"];
  expect(topup).toMatchObject({
    operationId: "store.phone.topups.create",
    externalDocs: { url: "https://ag3n7.store/docs/phone-api" },
    security: [{ agentKey: [] }],
    parameters: [{ name: "serviceId", in: "path", required: true, schema: { type: "string" } }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: { type: "object", required: ["amountUsd"] } } },
    },
  });
  const body = topup?.requestBody?.content["application/json"]?.schema;
  expect(Object.keys(body?.properties ?? {})).toEqual(["amountUsd"]);
  const statuses = ["201", "400", "401", "402", "403", "404", "409", "413", "415", "500"];
  expect(Object.keys(topup?.responses ?? {})).toEqual(statuses);
  expect(topup?.responses["402"]?.description).toBe("insufficient_funds");
});

it("describes a query, and an alias without the part that its path lacks", async () => {
  await using ringback = await start();
  const { paths } = await describe(ringback.url, "store");
  const log = "/v1/agent/services/{serviceId}/phone/call-logs";
  const parametersOf = (path: string) =>
    paths[path]?.["get"]?.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
  expect(parametersOf(`${log}/{callId}`)).toEqual(["path serviceId", "path callId", "query limit"]);
  expect(parametersOf(log)).toEqual(["path serviceId", "query limit"]);
});

it("describes the APIs of a world at that world's address", async () => {
  await using ringback = await start();
  ringback.worlds.create({ name: "other" });
  const { servers } = await describe(`${ringback.url}/w/other`, "store");
  expect(servers).toEqual([{ url: `${ringback.url}/w/other` }]);
});

it("shows Markdown, and HTML in it as text", () => {
  expect(renderMarkdown("# Big\ntext with `a|b`, **bold** and [a link](https://example.com)")).toBe(
    "<h1>Big</h1>\n" +
      '<p>text with <code>a|b</code>, <strong>bold</strong> and <a href="https://example.com">a link</a></p>',
  );
  expect(renderMarkdown("- one\n  _Why:_ so\n- two")).toBe(
    "<ul><li>one <em>Why:</em> so</li>\n<li>two</li></ul>",
  );
  expect(renderMarkdown("| a | b |\n| --- | --- |\n| `x` | 2 |")).toBe(
    '<div class="scroll"><table><tr><th>a</th><th>b</th></tr><tr><td><code>x</code></td><td>2</td></tr></table></div>',
  );
  expect(renderMarkdown("```sh\n# no heading\n<b>\n```")).toBe(
    "<pre><code># no heading\n&lt;b&gt;</code></pre>",
  );
  expect(renderMarkdown("<script>alert(1)</script> [x](javascript:alert)")).toBe(
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert)</p>",
  );
});
