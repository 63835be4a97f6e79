import { RingbackError } from "../kernel/errors.ts";
import { readPhoneBackend } from "../surfaces/mcp/read-phone-backend.ts";
import { readStoreBackend } from "../surfaces/mcp/read-store-backend.ts";
import { serveStdio, type StdioOptions } from "../surfaces/mcp/serve-stdio.ts";
import { defaultPort } from "./config.ts";
import { openDesk } from "./open-desk.ts";
import { version } from "../kernel/version.ts";

/** How tools are to be served to a client that speaks over stdin and stdout. */
export interface McpOptions {
  readonly tools: StdioOptions["tools"];
  /** Names the store and the AgentPhone to use, if there are any already. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told, in a sentence, of what should not go unnoticed. */
  readonly onWarning: (warning: string) => void;
}

/**
 * Serves tools over stdin and stdout until the client goes: those of the store and the AgentPhone that the environment
 * names, or of a world of their own. Controls are always those of a ringback that runs already.
 */
export const serveMcp = async ({ tools, environment, onWarning }: McpOptions): Promise<void> => {
  if (tools === "control") return serveStdio({ tools, backend: readControlBackend(environment), version });
  const named = readNamed(tools, environment);
  if (named !== undefined) return serveStdio({ ...named, version });
  const { desk, worlds } = openDesk({ clock: 1, start: "now", onWarning });
  const { main } = worlds;
  main.begin();
  try {
    await serveStdio({
      tools,
      backend: { kind: "desk", desk, authorization: `Bearer ${main.defaultKey()}` },
    });
  } finally {
    worlds.close();
  }
};

type Named = Pick<StdioOptions, "tools" | "backend" | "phone">;

// Whoever names one service alone has no use for tools that would act in a world apart from it.
const readNamed = (
  tools: "store" | "agentphone" | "all",
  environment: McpOptions["environment"],
): Named | undefined => {
  const store = tools === "agentphone" ? undefined : readStoreBackend(environment);
  const phone = tools === "store" ? undefined : readPhoneBackend(environment);
  if (store !== undefined && phone !== undefined) return { tools, backend: store, phone };
  if (store !== undefined) return { tools: "store", backend: store };
  return phone && { tools: "agentphone", backend: phone };
};

const readControlBackend = (environment: McpOptions["environment"]): StdioOptions["backend"] => {
  const baseUrl = environment["RINGBACK_URL"] || `http://127.0.0.1:${defaultPort}`;
  if (/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : "")) {
    return { kind: "rest", baseUrl, key: environment["RINGBACK_CONTROL_TOKEN"] || undefined };
  }
  throw new RingbackError(
    "validation_error",
    `RINGBACK_URL is ${baseUrl}, which is no URL. Set it to one such as http://127.0.0.1:${defaultPort}.`,
  );
};
