import { PassThrough, type Readable, type Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Ask } from "../../api/agentphone-tools/phone-tool-handler.ts";
import type { Desk } from "../../api/desk.ts";
import { askPhoneAtDesk } from "./ask-phone-at-desk.ts";
import { askPhoneOverRest } from "./ask-phone-over-rest.ts";
import { callAtDesk } from "./call-at-desk.ts";
import { callOverRest, type RestBackend } from "./call-over-rest.ts";
import { callPhoneTool } from "./call-phone-tool.ts";
import { createToolServer, type ToolServerParts } from "./create-tool-server.ts";
import { PatientTransport } from "./patient-transport.ts";
import { openToolbox, type ToolChoice } from "./toolbox.ts";

/** A desk in this process, and the `Authorization` header to come to it with. */
export interface DeskBackend {
  readonly kind: "desk";
  readonly desk: Desk;
  readonly authorization: string;
}

/** What to serve over a pair of streams. */
export interface StdioOptions {
  readonly tools: ToolChoice;
  readonly backend: RestBackend | DeskBackend;
  /** Where AgentPhone's tools go, if that is another place than the others'. */
  readonly phone?: RestBackend | undefined;
  /** The version that clients are told. Default: the desk's, where there is one. */
  readonly version?: string | undefined;
  /** Default: the process's own standard input and output. */
  readonly input?: Readable | undefined;
  readonly output?: Writable | undefined;
}

/** Serves tools to one MCP client over standard input and output, until the input ends and all is answered. */
export const serveStdio = async (options: StdioOptions): Promise<void> => {
  const { StdioServerTransport, serveStdio: serve } = await import("@modelcontextprotocol/server/stdio");
  const { input = process.stdin, output = process.stdout } = options;
  const toolbox = openToolbox(options.tools);
  const version =
    options.version ?? (options.backend.kind === "desk" ? options.backend.desk.worlds.version : "unknown");
  const callTool = callerOf(options);
  // The SDK drops what it has not answered when its input ends; ringback ends it when all is answered.
  const relay = new PassThrough();
  const transport = new PatientTransport(new StdioServerTransport(relay, output));
  serve(() => createToolServer({ toolbox, version, callTool }), { transport });
  input.pipe(relay, { end: false });
  void endOf(input)
    .then(() => transport.answered())
    .then(() => relay.end());
  await transport.closed;
  input.unpipe(relay);
  input.pause();
};

const callerOf = ({ backend, phone }: StdioOptions): ToolServerParts["callTool"] => {
  const ask = askerOf(phone ?? backend);
  return (tool, input, signal) => {
    if (tool.kind === "phone") return callPhoneTool(tool.name, input, ask(signal));
    if (backend.kind === "rest") return callOverRest(backend, tool.operation, input, signal);
    const { desk, authorization } = backend;
    return callAtDesk(desk, { authorization, origin: "stdio" }, tool.operation, input);
  };
};

const askerOf =
  (backend: StdioOptions["backend"]) =>
  (signal: AbortSignal): Ask => {
    if (backend.kind === "rest") return askPhoneOverRest(backend, signal);
    const { desk, authorization } = backend;
    return askPhoneAtDesk(desk, { authorization, origin: "stdio", gone: signal });
  };

const endOf = async (input: Readable): Promise<void> => {
  await finished(input, { writable: false }).catch(() => {});
  await nextTurn();
};
