import type { IncomingMessage, ServerResponse } from "node:http";
import type { NodeIncomingMessageLike } from "@modelcontextprotocol/node";
import type { McpHandlerRequestOptions, Server } from "@modelcontextprotocol/server";
import { admit } from "../../api/admit.ts";
import { writeRefusal } from "../../api/write-refusal.ts";
import type { Desk } from "../../api/desk.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import type { Operation } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";
import { envelopeError, type WireAnswer } from "../../contract/wire-error.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";
import { sayStrike } from "../../api/say-strike.ts";
import { toHttpDate } from "../../kernel/time-text.ts";
import { whyHeader, writeReply } from "../rest/answer-writer.ts";
import type { RequestNews } from "../rest/http-door.ts";
import { originOf } from "../rest/origin-of.ts";
import { goneSignal } from "../rest/gone-signal.ts";
import { readJson } from "../rest/read-json.ts";
import type { Target } from "../rest/split-target.ts";
import { askPhoneAtDesk } from "./ask-phone-at-desk.ts";
import { callAtDesk } from "./call-at-desk.ts";
import { callPhoneTool } from "./call-phone-tool.ts";
import { createToolServer } from "./create-tool-server.ts";
import { servePost } from "./serve-post.ts";
import type { Toolbox } from "./toolbox.ts";

interface VisitParts {
  readonly desk: Desk;
  readonly toolbox: Toolbox;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
}

/** What a refusal says. The error itself would hold, by its stack, the request that in the end holds this visit: Node would
 * never let go of either. */
type Refusal = Pick<RingbackError, "code" | "message">;

const told = ({ code, message }: RingbackError): Refusal => ({ code, message });

/** One HTTP request of an MCP client. */
export class McpVisit {
  readonly #parts: VisitParts;
  #operation: Operation | undefined;
  #refusal: Refusal | undefined;
  #running: RunningWorld | undefined;
  #strike: Strike | undefined;
  #isCut = false;

  constructor(parts: VisitParts) {
    const { worlds } = parts.desk;
    this.#parts = parts;
    this.#running = worlds.find(parts.target.worldName ?? "main");
  }

  /** Answers it. */
  async serve(): Promise<void> {
    const { desk, toolbox, request, target } = this.#parts;
    if (request.method !== "POST") {
      const message = `${target.path} has no ${request.method}; it has POST. ringback keeps no MCP sessions.`;
      const error = new RingbackError("method_not_allowed", message, { allow: ["POST"] });
      return this.#refuse(error, { ...inJsonRpc(error), headers: { allow: "POST" } });
    }
    const { authorization } = request.headers;
    const admission = admit(desk, { worldName: target.worldName, authorization }, toolbox.api);
    this.#running = admission.running ?? this.#running;
    if ("error" in admission) return this.#refuse(admission.error, writeAdmission(toolbox, admission.error));
    try {
      await this.#answer(await readMessage(request));
    } catch (error) {
      if (!(error instanceof RingbackError)) throw error;
      this.#refuse(error, inJsonRpc(error));
    }
  }

  /** What there is to tell of it, once it is answered. */
  news(): RequestNews {
    const { request, response, target } = this.#parts;
    const why = this.#refusal?.message ?? (this.#strike && sayStrike(this.#strike));
    return {
      method: request.method ?? "POST",
      path: target.path,
      status: this.#isCut ? 0 : response.statusCode,
      world: this.#running?.world.name ?? target.worldName ?? "main",
      at: this.#now(),
      ...(this.#operation && { operation: this.#operation.name }),
      ...(why !== undefined && { why }),
    };
  }

  async #answer(message: unknown): Promise<void> {
    const { toNodeHandler } = await import("@modelcontextprotocol/node");
    const { desk, request, response } = this.#parts;
    let lastError: Error | undefined;
    const onError = (error: Error): void => {
      lastError = error;
    };
    const fetch = async (webRequest: Request, options: McpHandlerRequestOptions = {}): Promise<Response> =>
      this.#finish(await servePost(() => this.#makeServer(), webRequest, options, onError));
    response.sendDate = false;
    // The adapter's type is stricter about absent properties than the requests of Node are.
    const visitor = request as NodeIncomingMessageLike;
    await toNodeHandler({ fetch }, { onerror: onError })(visitor, response, message);
    if (response.statusCode >= 500) desk.onBug("mcp", lastError);
  }

  #makeServer(): Promise<Server> {
    const { desk, toolbox, request, response, target } = this.#parts;
    const user = {
      authorization: request.headers.authorization,
      worldName: target.worldName,
      origin: originOf(request),
      onRefusal: (error: RingbackError) => {
        this.#refusal = told(error);
      },
      onStrike: (strike: Strike) => {
        this.#strike = strike;
      },
      onCut: () => {
        this.#isCut = true;
      },
      onAsked: (operation: Operation) => {
        this.#operation = operation;
      },
    };
    return createToolServer({
      toolbox,
      version: desk.worlds.version,
      callTool: (tool, input) => {
        if (tool.kind === "phone") {
          // Asked for when something waits: few tools do, and a message may hold many calls.
          const patient = {
            ...user,
            get gone() {
              return goneSignal(response);
            },
          };
          return callPhoneTool(tool.name, input, askPhoneAtDesk(desk, patient));
        }
        const { operation } = tool;
        this.#operation = operation;
        const gone = operation.waits === true ? goneSignal(response) : undefined;
        return callAtDesk(desk, { ...user, gone }, operation, input);
      },
      onUnknownTool: (why) => user.onRefusal(new RingbackError("not_found", why)),
    });
  }

  #finish(answered: Response): Promise<Response> | Response {
    if (!this.#isCut) return this.#stamp(answered);
    this.#parts.request.socket.resetAndDestroy();
    return new Response(null);
  }

  async #stamp(answered: Response): Promise<Response> {
    if (answered.status >= 400) this.#refusal ??= await readRefusal(answered);
    answered.headers.set("date", toHttpDate(this.#now()));
    if (this.#refusal !== undefined || this.#strike !== undefined)
      answered.headers.set("x-ringback-why", whyHeader(this.#refusal, this.#strike));
    return answered;
  }

  #refuse(error: RingbackError, { status, body, headers }: WireAnswer): void {
    const { request, response } = this.#parts;
    this.#refusal = told(error);
    writeReply(request, response, {
      status,
      body,
      headers: { ...headers, "x-ringback-why": whyHeader(error) },
      now: this.#now(),
    });
  }

  #now(): number {
    return (this.#running ?? this.#parts.desk.worlds.all()[0])?.world.clock.now() ?? 0;
  }
}

const readMessage = async (request: IncomingMessage): Promise<unknown> => {
  const message = await readJson(request);
  if (message !== undefined) return message;
  throw new RingbackError("malformed_json", "The body is empty. Send one JSON-RPC message in it.");
};

// Whatever the service says, clients of MCP look for this header.
const writeAdmission = ({ api }: Toolbox, error: RingbackError): WireAnswer => {
  const written = writeRefusal(api, error);
  if (written.status !== 401) return written;
  return { ...written, headers: { ...written.headers, "www-authenticate": "Bearer" } };
};

/** A refusal of a request as a whole, as JSON-RPC says it. */
const inJsonRpc = (error: RingbackError): WireAnswer => {
  const { status, headers } = envelopeError(wireErrors.store, error);
  const code = error.code === "malformed_json" ? -32_700 : -32_000;
  return { status, headers, body: { jsonrpc: "2.0", error: { code, message: error.message }, id: null } };
};

const readRefusal = async (answered: Response): Promise<Refusal> => {
  const text = await answered.clone().text();
  const body = (text === "" ? {} : JSON.parse(text)) as { error?: { message?: string } };
  const code = answered.status >= 500 ? "internal_error" : "validation_error";
  return { code, message: body.error?.message ?? `HTTP ${answered.status}` };
};
