import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApiName, type Operation } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";
import { envelopeError } from "../../contract/wire-error.ts";
import { Call } from "../../api/call.ts";
import type { Desk } from "../../api/desk.ts";
import { answer } from "../../api/pipeline.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { type WireReply, whyHeader, writeReply } from "./answer-writer.ts";
import { allowHeader, methodNotAllowed } from "./method-not-allowed.ts";
import { corsHeaders, type GuardOptions, refuseVisitor } from "./guard.ts";
import { readRequestInput } from "./read-request-input.ts";
import { type Route, Router } from "./router.ts";
import { splitTarget, type Target } from "./split-target.ts";

/** What is told of every request that was answered. */
export interface RequestNews {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly world: string;
  readonly at: number;
  readonly operation?: string;
  readonly why?: string;
}

/** Another protocol's door under a path of its own. Says whether it answered, or what to refuse the request with. */
export type SideDoor = (
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
) => Promise<boolean | RingbackError> | boolean | RingbackError;

export interface HttpDoorOptions extends GuardOptions {
  readonly desk: Desk;
  /** Asked in turn for paths that no operation has. */
  readonly sideDoors: readonly SideDoor[];
  readonly onAnswer: (news: RequestNews) => void;
}

/** The door for plain HTTP: finds the operation, hands it to the desk, writes what comes back. */
export const createHttpDoor = (
  options: HttpDoorOptions,
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const door = new HttpDoor(options);
  return (request, response) => {
    door.receive(request, response).catch((error: unknown) => {
      options.desk.onBug(`${request.method} ${request.url}`, error);
      response.destroy();
    });
  };
};

class HttpDoor {
  readonly #options: HttpDoorOptions;
  readonly #router = new Router();

  constructor(options: HttpDoorOptions) {
    this.#options = options;
  }

  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = splitTarget(request.url ?? "/");
    const reason = refuseVisitor(request, this.#options);
    if (reason !== undefined) {
      return this.#refuse(request, response, target, "control", new RingbackError("forbidden", reason));
    }
    if (target === undefined) {
      const message = "The path has a percent sign that is not followed by two hexadecimal digits of UTF-8.";
      const error = new RingbackError("validation_error", message, { issues: [{ path: "", message }] });
      return this.#refuse(request, response, target, apiOf(request.url ?? ""), error);
    }
    for (const [name, value] of corsHeaders(request, this.#options)) response.setHeader(name, value);
    const route = this.#router.find(request.method ?? "GET", target.path);
    if (route !== undefined) return this.#answer(request, response, target, route);
    for (const sideDoor of this.#options.sideDoors) {
      const answered = await sideDoor(request, response, target);
      if (answered === true) return;
      if (answered !== false) return this.#refuse(request, response, target, "control", answered);
    }
    this.#refuseUnknown(request, response, target);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target,
    route: Route,
  ): Promise<void> {
    const { operation, face } = route;
    const reply = await answer(
      this.#options.desk,
      new Call({
        operation,
        input: await readRequestInput(request, route, target.query),
        authorization: request.headers.authorization,
        worldName: target.worldName,
        origin: originOf(request),
        by: operation.api === "control" ? "control" : "agent",
      }),
    );
    // The key may have named the world that the path did not.
    const found = { ...target, worldName: reply.running?.world.name ?? target.worldName };
    if ("error" in reply)
      return this.#refuse(request, response, found, operation.api, reply.error, operation);
    const status = reply.replayed ? (face.replay ?? face.success) : face.success;
    const { world } = reply.running;
    const body = status === 204 ? undefined : reply.output;
    this.#write(request, response, { status, body, headers: {}, now: world.clock.now() }, found, {
      operation,
    });
  }

  #refuseUnknown(request: IncomingMessage, response: ServerResponse, target: Target): void {
    const methods = this.#router.methodsOf(target.path);
    const api = apiOf(target.path);
    if (methods.length === 0) {
      const message = `Nothing is at ${target.path}. GET /_ringback/health says whether ringback is up; / lists what it serves.`;
      return this.#refuse(request, response, target, api, new RingbackError("unknown_path", message));
    }
    this.#refuse(request, response, target, api, methodNotAllowed(request, target, methods));
  }

  #refuse(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target | undefined,
    api: ApiName,
    error: RingbackError,
    operation?: Operation,
  ): void {
    const now = this.#now(target);
    if (request.method === "OPTIONS" && error.code === "method_not_allowed") {
      const reply = { status: 204, body: undefined, headers: allowHeader(error), now };
      return this.#write(request, response, reply, target, {});
    }
    const wire = envelopeError(wireErrors[api], error);
    const headers = { ...wire.headers, ...allowHeader(error), "x-ringback-why": whyHeader(error) };
    const reply: WireReply = { status: wire.status, body: wire.body, headers, now };
    this.#write(request, response, reply, target, { operation, why: error.message });
  }

  #write(
    request: IncomingMessage,
    response: ServerResponse,
    reply: WireReply,
    target: Target | undefined,
    news: { operation?: Operation | undefined; why?: string },
  ): void {
    writeReply(request, response, reply);
    this.#options.onAnswer({
      method: request.method ?? "GET",
      path: target?.path ?? request.url ?? "/",
      status: reply.status,
      world: target?.worldName ?? "main",
      at: reply.now,
      ...(news.operation && { operation: news.operation.name }),
      ...(news.why !== undefined && { why: news.why }),
    });
  }

  #now(target: Target | undefined): number {
    const { worlds } = this.#options.desk;
    return (worlds.find(target?.worldName ?? "main") ?? worlds.all()[0])?.world.clock.now() ?? 0;
  }
}

/** The address a request was sent to, as its sender knows it. */
export const originOf = (request: IncomingMessage): string => `http://${request.headers.host ?? "127.0.0.1"}`;

const apiOf = (path: string): ApiName =>
  /^(?:\/w\/[^/]*)?\/v1\/agent(?:\/|$)/.test(path) ? "store" : "control";
