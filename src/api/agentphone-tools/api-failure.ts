/** What a tool is told instead of an answer: AgentPhone refused, or took too long (status 0). */
export class ApiFailure extends Error {
  // The vendor's error goes by this name, and account_overview shows it.
  override readonly name = "ApiError";
  readonly status: number;
  readonly path: string;
  readonly detail: string;

  constructor(status: number, method: string, path: string, detail: string) {
    super(`AgentPhone API ${method} ${path} failed (${status}): ${detail}`);
    this.status = status;
    this.path = path;
    this.detail = detail;
  }
}

/** The part of a refusal's body that tools show: its `detail`, its `message`, or else the whole body as it came. */
export const readDetail = (body: string): string => {
  try {
    const { detail, message } = JSON.parse(body) as { detail?: unknown; message?: unknown };
    const said = detail ?? message;
    return said === undefined || said === null ? body : sayDetail(said);
  } catch {
    return body;
  }
};

// The vendor prints [object Object] for a list, which no model can act on.
const sayDetail = (said: unknown): string => {
  if (typeof said === "string") return said;
  return Array.isArray(said) ? said.map(sayMistake).join("; ") : JSON.stringify(said);
};

const sayMistake = (mistake: unknown): string => {
  const { loc, msg } = (mistake ?? {}) as { loc?: unknown; msg?: unknown };
  if (typeof msg !== "string") return JSON.stringify(mistake);
  const place = Array.isArray(loc) ? loc.slice(1).join(".") : "";
  return place === "" || msg.startsWith(place) ? msg : `${place}: ${msg}`;
};

/** What a tool answers when this was thrown: what went wrong, and where that is known the tool that helps on. */
export const sayFailure = (error: unknown): string => {
  if (error instanceof ApiFailure) return error.detail + hintFor(error);
  return error instanceof Error ? error.message : String(error);
};

const hintFor = ({ status, path }: ApiFailure): string => {
  if (status === 404) return placeHints.find(([part]) => path.includes(part))?.[1] ?? "";
  return statusHints[status] ?? "";
};

const statusHints: Readonly<Record<number, string>> = {
  0: " Request timed out — retry, or pass a longer timeout if the tool supports one.",
  401: " Check your AGENTPHONE_API_KEY.",
  429: " Rate limited — wait a moment and try again.",
};

// The first that fits: a missing webhook of an agent sends its reader to list_agents.
const placeHints: readonly (readonly [part: string, hint: string])[] = [
  ["/agents/", " Use list_agents to see valid agent IDs."],
  ["/numbers/", " Use list_numbers to see valid number IDs."],
  ["/calls/", " Use list_calls to see recent call IDs."],
  ["/conversations/", " Use list_conversations to see valid conversation IDs."],
  ["/webhook", " Use get_webhook to check whether a webhook is configured."],
];
