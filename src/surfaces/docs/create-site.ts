import type { IncomingMessage, ServerResponse } from "node:http";
import type { Express, Request } from "express";
import type { Desk } from "../../api/desk.ts";
import { findWorld } from "../../api/stages/find-world.ts";
import { once } from "../../kernel/once.ts";
import type { RequestNews, SideDoor } from "../rest/http-door.ts";
import { methodNotAllowed } from "../rest/method-not-allowed.ts";
import { describedAt, describedApis } from "./described-at.ts";

/** Whose site it is, and who is told. */
export interface SiteOptions {
  readonly desk: Desk;
  readonly onAnswer: (news: RequestNews) => void;
}

const paths: ReadonlySet<string> = new Set([
  "/",
  "/favicon.ico",
  "/_ringback/docs",
  "/_ringback/skill.md",
  ...describedApis.map((api) => describedAt(api)),
]);
const methods = ["GET", "HEAD"] as const;

/** The pages that ringback shows of itself, in every world: landing page, what is emulated, OpenAPI. */
export const createSite = ({ desk, onAnswer }: SiteOptions): SideDoor => {
  const load = once(async () => (await import("./build-site.ts")).buildSite(desk));
  return async (request, response, target) => {
    const { method = "GET" } = request;
    if (!paths.has(target.path)) return false;
    const found = findWorld(desk, { worldName: target.worldName, authorization: undefined });
    if ("error" in found) return found.error;
    if (!methods.some((known) => known === method)) return methodNotAllowed(request, target, methods);
    const { name, clock } = found.running.world;
    const answered = await show(await load(), request, response);
    if (answered) {
      onAnswer({ method, path: target.path, status: response.statusCode, world: name, at: clock.now() });
    }
    return answered;
  };
};

const show = (app: Express, request: IncomingMessage, response: ServerResponse): Promise<boolean> =>
  new Promise((resolve, reject) => {
    response.once("close", () => resolve(true));
    const next = (error?: unknown): void =>
      error === undefined
        ? resolve(false)
        : reject(new Error("A page of ringback failed.", { cause: error }));
    app(request as Request, response as Parameters<Express>[1], next);
  });
