import type { Tool } from "@modelcontextprotocol/server";
import {
  isPhoneToolName,
  phoneTools,
  type PhoneToolName,
} from "../../contract/agentphone-tools/phone-tools.ts";
import { controlOperations } from "../../contract/control/control-operations.ts";
import type { ApiName, Operation, ToolFace } from "../../contract/operation.ts";
import { storeOperations } from "../../contract/store/store-operations.ts";
import { once } from "../../kernel/once.ts";
import { describePhoneTool } from "./describe-phone-tool.ts";
import { describeTool } from "./describe-tool.ts";

/** Which tools somebody wants: one service's, every service's that agents use, or ringback's own controls. */
export type ToolChoice = ApiName | "all";

/** What a call of a tool is: one of an operation, or of one of AgentPhone's tools, which ask for operations. */
export type ServedTool =
  | { readonly kind: "operation"; readonly operation: Operation }
  | { readonly kind: "phone"; readonly name: PhoneToolName };

/** Tools that are served together. */
export interface Toolbox {
  /** Whose word for a refusal goes for the box as a whole, and whose key or token opens it. */
  readonly api: ApiName;
  readonly names: Iterable<string>;
  readonly find: (name: string) => ServedTool | undefined;
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
  return isApi(choice) ? openToolbox(choice) : undefined;
};

// Schemas are dear to describe, and a server is made for every request.
const boxes = new Map<ToolChoice, Toolbox>();

// Agents have no business with the controls.
const chosen: Readonly<Record<ToolChoice, readonly ApiName[]>> = {
  store: ["store"],
  agentphone: ["agentphone"],
  control: ["control"],
  all: ["store", "agentphone"],
};

const fill = (choice: ToolChoice): Toolbox => {
  const apis = chosen[choice];
  const operations = apis.flatMap((api) => facesOf(api));
  const hasPhone = apis.includes("agentphone");
  const byName = new Map(operations.map(({ operation, face }) => [face.name, operation]));
  return {
    api: choice === "all" ? "store" : choice,
    names: [...byName.keys(), ...(hasPhone ? Object.keys(phoneTools) : [])],
    find: (name) => {
      const operation = byName.get(name);
      if (operation !== undefined) return { kind: "operation", operation };
      return hasPhone && isPhoneToolName(name) ? { kind: "phone", name } : undefined;
    },
    list: once(() => [
      ...operations.map(({ operation, face }) => describeTool(operation, face)),
      ...(hasPhone ? Object.values(phoneTools).map((tool) => describePhoneTool(tool)) : []),
    ]),
  };
};

interface Faced {
  readonly operation: Operation;
  readonly face: ToolFace;
}

const facesOf = (api: ApiName): Faced[] => {
  const operations = operationsOf[api]();
  return operations.flatMap((operation) =>
    operation.tool === undefined ? [] : [{ operation, face: operation.tool }],
  );
};

const operationsOf: Readonly<Record<ApiName, () => readonly Operation[]>> = {
  store: () => Object.values<Operation>(storeOperations),
  // Its tools are none of its operations.
  agentphone: () => [],
  control: () => Object.values<Operation>(controlOperations),
};

const isApi = (name: string): name is ApiName => Object.hasOwn(operationsOf, name);
