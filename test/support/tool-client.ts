import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneKey } from "./phone-client.ts";

/** What a tool of AgentPhone's answered. */
export interface ToolText {
  readonly text: string;
  readonly isError: boolean;
}

/** The protocol's official client, and calls whose answer must be one text and nothing else. */
export class ToolClient implements AsyncDisposable {
  readonly mcp: Client;

  constructor(mcp: Client) {
    this.mcp = mcp;
  }

  async call(name: string, args: Readonly<Record<string, unknown>> = {}): Promise<ToolText> {
    const { content, isError, ...rest } = await this.mcp.callTool({ name, arguments: args });
    const [part, ...further] = content as { type: string; text: string }[];
    if (part?.type !== "text" || further.length > 0 || Object.keys(rest).length > 0)
      throw new Error(`${name} answered more than one text: ${JSON.stringify({ content, ...rest })}`);
    return { text: part.text, isError: isError === true };
  }

  /** The text of a call that must succeed. */
  async tell(name: string, args: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { text, isError } = await this.call(name, args);
    if (isError) throw new Error(`${name} failed: ${text}`);
    return text;
  }

  /** The text of a call that must fail. */
  async fail(name: string, args: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { text, isError } = await this.call(name, args);
    if (!isError) throw new Error(`${name} did not fail: ${text}`);
    return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.mcp.close();
  }
}

/** A client of the tools at a path of ringback, with AgentPhone's key unless another is given. */
export const toolsOf = async (
  ringback: Ringback,
  path = "/mcp/agentphone",
  key = phoneKey(ringback),
): Promise<ToolClient> => {
  const mcp = new Client({ name: "test", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await mcp.connect(new StreamableHTTPClientTransport(new URL(ringback.url + path), { requestInit }));
  return new ToolClient(mcp);
};
