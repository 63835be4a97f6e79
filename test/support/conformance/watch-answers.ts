import { afterEach } from "vitest";
import { checkAnswer, isPhonePath } from "./check-answer.ts";
import { noteCheck, takeFindings } from "./noted-checks.ts";

// Every answer of AgentPhone's that any test gets is held against the published contract.
const shared = globalThis as { ringbackWatches?: true };

const startWatch = (): true => {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const { href, method, headers } = asked(input, init);
    const { hostname, pathname } = new URL(href);
    const isHere = hostname === "127.0.0.1" || hostname === "localhost";
    if (isHere && isPhonePath(pathname) && !isStruck(response.headers)) {
      const forSubAccount = headers.has("x-sub-account-id");
      const copy = isJson(response) ? response.clone() : undefined;
      noteCheck(check({ method, path: pathname, forSubAccount }, response, copy));
    }
    return response;
  };
  return true;
};

const asked = (input: Parameters<typeof fetch>[0], init: RequestInit | undefined) =>
  input instanceof Request
    ? { href: input.url, method: init?.method ?? input.method, headers: input.headers }
    : { href: String(input), method: init?.method ?? "GET", headers: new Headers(init?.headers) };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly forSubAccount: boolean;
}

/** Reads of the copy; without one the body is no JSON, and nothing is said of it. */
const check = async (request: Asked, response: Response, copy?: Response): Promise<readonly string[]> => {
  const { status, headers } = response;
  try {
    const text = copy === undefined ? "" : await copy.text();
    const wrong = checkAnswer({ ...request, status, headers, text });
    return wrong.map((what) => `${request.method} ${request.path} answered ${status}: ${what}`);
  } catch {
    // Whoever asked has gone before the answer was whole, or ringback has.
    return [];
  }
};

// A fault answers what its author wants.
const isStruck = (headers: Headers): boolean =>
  (headers.get("x-ringback-why") ?? "").includes("fault_struck:");

const isJson = ({ headers }: Response): boolean =>
  (headers.get("content-type") ?? "").startsWith("application/json");

shared.ringbackWatches ??= startWatch();

afterEach(async () => {
  const wrong = await takeFindings();
  if (wrong.length === 0) return;
  throw new Error(`Not as AgentPhone's contract has it:\n${[...new Set(wrong)].slice(0, 10).join("\n")}`);
});
