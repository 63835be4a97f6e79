import type { Tool } from "@modelcontextprotocol/server";
import { controlOperations } from "../../contract/control/control-operations.ts";
import type { ApiName, Operation } from "../../contract/operation.ts";
import { storeOperations } from "../../contract/store/store-operations.ts";
import { once } from "../../kernel/once.ts";
import { describeTool } from "./describe-tool.ts";

const toolSets = {
  store: Object.values<Operation>(storeOperations),
  control: Object.values<Operation>(controlOperations),
} satisfies Readonly<Record<ApiName, readonly Operation[]>>;

/** Which tools somebody wants: one service's, every service's that agents use, or ringback's own controls. */
export type ToolChoice = keyof typeof toolSets | "all";

/** Tools that are served together. */
export interface Toolbox {
  /** Whose word for a refusal goes for the box as a whole, and whose key or token opens it. */
  readonly api: ApiName;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly list: () => Tool[];
}

/** Gathers the tools of a choice. */
export const openToolbox = (choice: ToolChoice): Toolbox => {
  const opened = boxes.get(choice) ?? fill(choice);
  boxes.set(choice, opened);
  return opened;
};

/** The tools that are served at a path, `/mcp` or `/mcp/<service>`. */
export const toolboxAt = (path: string): Toolbox | undefined => {
  if (path === "/mcp") return openToolbox("all");
  const choice = path.startsWith("/mcp/") ? path.slice("/mcp/".length) : "";
  return isToolSet(choice) ? openToolbox(choice) : undefined;
};

// Schemas are dear to describe, and a server is made for every request.
const boxes = new Map<ToolChoice, Toolbox>();

const fill = (choice: ToolChoice): Toolbox => {
  const api = choice === "all" ? "store" : choice;
  // Agents have no business with the controls, so all of theirs are the store's.
  const operations = toolSets[api];
  const tools = operations.flatMap((operation) =>
    operation.tool === undefined ? [] : [{ operation, face: operation.tool }],
  );
  return {
    api,
    operations: new Map(tools.map(({ operation, face }) => [face.name, operation])),
    list: once(() => tools.map(({ operation, face }) => describeTool(operation, face))),
  };
};

const isToolSet = (name: string): name is keyof typeof toolSets => Object.hasOwn(toolSets, name);
