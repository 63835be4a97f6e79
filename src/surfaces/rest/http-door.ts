import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiName } from "../../contract/operation.ts";
import { Call } from "../../api/call.ts";
import type { Desk } from "../../api/desk.ts";
import { answer } from "../../api/pipeline.ts";
import { sayStrike } from "../../api/say-strike.ts";
import { writeRefusal } from "../../api/write-refusal.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { joinSentences } from "../../kernel/join-sentences.ts";
import { bodyOf, headersOf, type WireReply, whyHeader, writeReply } from "./answer-writer.ts";
import { allowHeader, methodNotAllowed } from "./method-not-allowed.ts";
import type { Background } from "./background.ts";
import { apiOfPath } from "./api-of-path.ts";
import { corsHeaders, type GuardOptions, refuseVisitor } from "./guard.ts";
import { goneSignal } from "./gone-signal.ts";
import { originOf } from "./origin-of.ts";
import { PieceWriter } from "./piece-writer.ts";
import { readRequestInput } from "./read-request-input.ts";
import { type Route, Router } from "./router.ts";
import { scopeOf } from "./scope-of.ts";
import { splitTarget, type Target } from "./split-target.ts";
import { writeStruckReply } from "./write-struck-reply.ts";

/** What is told of every request that was answered. */
export interface RequestNews {
  readonly method: string;
  readonly path: string;
  /** 0 when a fault cut the connection instead. */
  readonly status: number;
  readonly world: string;
  readonly at: number;
  readonly operation?: string | undefined;
  readonly why?: string | undefined;
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
    const fail = (error: unknown): void => {
      options.desk.onBug(`${request.method} ${request.url}`, error);
      response.destroy();
    };
    try {
      door.receive(request, response)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  };
};

class HttpDoor {
  readonly #options: HttpDoorOptions;
  readonly #router = new Router();

  constructor(options: HttpDoorOptions) {
    this.#options = options;
  }

  receive(request: IncomingMessage, response: ServerResponse): Promise<void> | void {
    const target = splitTarget(request.url ?? "/");
    const reason = refuseVisitor(request, this.#options);
    if (reason !== undefined) {
      return this.#refuse(request, response, target, "control", new RingbackError("forbidden", reason));
    }
    if (target === undefined) {
      const message = "The path has a percent sign that is not followed by two hexadecimal digits of UTF-8.";
      const error = new RingbackError("validation_error", message, { issues: [{ path: "", message }] });
      return this.#refuse(request, response, target, apiOfPath(request.url ?? ""), error);
    }
    for (const [name, value] of corsHeaders(request, this.#options)) response.setHeader(name, value);
    const route = this.#router.find(request.method ?? "GET", target.path);
    if (route !== undefined) return this.#answer(request, response, target, route);
    return this.#askSideDoors(request, response, target);
  }

  async #askSideDoors(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    for (const sideDoor of this.#options.sideDoors) {
      const answered = await sideDoor(request, response, target);
      if (answered === true) return;
      if (answered !== false) return this.#refuse(request, response, target, "control", answered);
    }
    return this.#refuseUnknown(request, response, target);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target,
    route: Route,
  ): Promise<void> {
    const { operation, face } = route;
    const pieces = face.streams === true ? new PieceWriter(request, response, route) : undefined;
    const input = readRequestInput(request, route, target.query);
    const reply = await answer(
      this.#options.desk,
      new Call({
        operation,
        input: input instanceof Promise ? await input : input,
        authorization: request.headers.authorization,
        worldName: target.worldName,
        origin: originOf(request),
        by: operation.api === "control" ? "control" : "agent",
        subAccount: scopeOf(request, operation),
        gone: operation.waits === true ? goneSignal(response) : undefined,
        pieces,
      }),
    );
    // The key may have named the world that the path did not.
    const worldName = reply.running?.world.name ?? target.worldName;
    const found: Target = { worldName, path: target.path, query: target.query };
    const { running, strike } = reply;
    const struck = running && strike && { running, strike };
    if (pieces?.hasBegun === true) {
      pieces.end(!("error" in reply));
      return this.#tell(request, { status: face.success, now: this.#now(found) }, found, { operation });
    }
    if (strike?.answer.kind === "reset") return this.#cut(request, found, { operation, struck });
    if ("error" in reply)
      return this.#refuse(request, response, found, operation.api, reply.error, {
        operation,
        struck,
        style: reply.style,
        overlooked: reply.overlooked,
      });
    const status = reply.replayed ? (face.replay ?? face.success) : face.success;
    const { world } = reply.running;
    const body = status === 204 ? undefined : (reply.file ?? bodyOf(reply.output, face));
    const why = strike === undefined ? reply.overlooked : sayStrike(strike);
    const asked = headersOf(face, route.parameters);
    const headers =
      why === undefined
        ? asked
        : { "x-ringback-why": whyHeader(undefined, strike, reply.overlooked), ...asked };
    const written = { status, body, headers, now: world.clock.now() };
    return this.#write(request, response, written, found, { operation, struck, why });
  }

  #refuseUnknown(request: IncomingMessage, response: ServerResponse, target: Target): void | Promise<void> {
    const methods = this.#router.methodsOf(target.path);
    const api = apiOfPath(target.path);
    if (methods.length === 0) {
      const message = `Nothing is at ${target.path}. GET /_ringback/health says whether ringback is up; / lists what it serves.`;
      return this.#refuse(
        request,
        response,
        target,
        api,
        new RingbackError("unknown_path", message, { says: "Not Found" }),
      );
    }
    // AgentPhone's framework answers HEAD nowhere, and so never names it.
    const told = api === "agentphone" ? methods.filter((method) => method !== "HEAD") : methods;
    return this.#refuse(request, response, target, api, methodNotAllowed(request, target, told));
  }

  #refuse(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target | undefined,
    api: ApiName,
    error: RingbackError,
    background: Background = {},
  ): void | Promise<void> {
    const now = this.#now(target);
    if (request.method === "OPTIONS" && error.code === "method_not_allowed") {
      const reply = { status: 204, body: undefined, headers: allowHeader(error), now };
      return this.#write(request, response, reply, target, {});
    }
    const strike = background.struck?.strike;
    const { style, operation, overlooked } = background;
    const wire = writeRefusal(api, error, { strike, style, face: operation?.rest });
    const headers = {
      ...wire.headers,
      ...allowHeader(error),
      "x-ringback-why": whyHeader(error, strike, overlooked),
    };
    const reply: WireReply = { status: wire.status, body: wire.body, headers, now };
    return this.#write(request, response, reply, target, {
      ...background,
      why: joinSentences(error.message, overlooked),
    });
  }

  #write(
    request: IncomingMessage,
    response: ServerResponse,
    reply: WireReply,
    target: Target | undefined,
    background: Background,
  ): void | Promise<void> {
    const { struck } = background;
    this.#tell(request, reply, target, background);
    if (struck === undefined) return writeReply(request, response, reply);
    return writeStruckReply(request, response, reply, struck.running, struck.strike.answer);
  }

  /** Breaks the connection off, as a network does. */
  #cut(request: IncomingMessage, target: Target, background: Background): void {
    const why = background.struck && sayStrike(background.struck.strike);
    this.#tell(request, { status: 0, now: this.#now(target) }, target, { ...background, why });
    request.socket.resetAndDestroy();
  }

  #tell(
    request: IncomingMessage,
    { status, now }: Pick<WireReply, "status" | "now">,
    target: Target | undefined,
    { operation, why }: Background,
  ): void {
    this.#options.onAnswer({
      method: request.method ?? "GET",
      path: target?.path ?? request.url ?? "/",
      status,
      world: target?.worldName ?? "main",
      at: now,
      operation: operation?.name,
      why,
    });
  }

  #now(target: Target | undefined): number {
    const { worlds } = this.#options.desk;
    return (worlds.find(target?.worldName ?? "main") ?? worlds.all()[0])?.world.clock.now() ?? 0;
  }
}
