import type { Desk } from "../../api/desk.ts";
import { once } from "../../kernel/once.ts";
import type { RequestNews, SideDoor } from "../rest/http-door.ts";
import { methodNotAllowed } from "../rest/method-not-allowed.ts";

/** The door for MCP clients, at `/mcp` and `/mcp/<service>` of every world. */
export const createMcpDoor =
  (desk: Desk, onAnswer?: (news: RequestNews) => void): SideDoor =>
  async (request, response, target) => {
    if (!/^\/mcp(?:\/|$)/.test(target.path)) return false;
    const { toolboxAt, McpVisit } = await load();
    const toolbox = toolboxAt(target.path);
    if (toolbox === undefined) return false;
    // A browser asks first; the HTTP door knows how to answer that.
    if (request.method === "OPTIONS") return methodNotAllowed(request, target, ["POST"]);
    const visit = new McpVisit({ desk, toolbox, request, response, target });
    await visit.serve();
    onAnswer?.(visit.news());
    return true;
  };

// Tools are many and most starts are asked for none.
const load = once(async () => {
  const [{ toolboxAt }, { McpVisit }] = await Promise.all([import("./toolbox.ts"), import("./mcp-visit.ts")]);
  return { toolboxAt, McpVisit };
});
