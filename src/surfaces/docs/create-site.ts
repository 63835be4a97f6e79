import type { IncomingMessage, ServerResponse } from "node:http";
import type { Express, Request } from "express";
import type { Desk } from "../../api/desk.ts";
import { findWorld } from "../../api/stages/find-world.ts";
import { worldEntrance } from "../../api/world-entrance.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import type { ApiName } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";
import { once } from "../../kernel/once.ts";
import { toHttpDate, toMillisecondText } from "../../kernel/time-text.ts";
import type { RequestNews, SideDoor } from "../rest/http-door.ts";
import { originOf } from "../rest/origin-of.ts";
import { methodNotAllowed } from "../rest/method-not-allowed.ts";
import { describeApi } from "./describe-api.ts";
import { writeEmulatedPage } from "./write-emulated-page.ts";
import { writeLandingPage } from "./write-landing-page.ts";
import { icon } from "./icon.ts";
import { writeSkillPage } from "./write-skill-page.ts";
import { pageHeaders } from "./write-page.ts";

/** Whose site it is, and who is told. */
export interface SiteOptions {
  readonly desk: Desk;
  readonly onAnswer: (news: RequestNews) => void;
}

const apis = Object.keys(wireErrors) as readonly ApiName[];
const describedAt = (api: ApiName): string => `/_ringback/openapi/${api}.json`;
const paths: ReadonlySet<string> = new Set([
  "/",
  "/favicon.ico",
  "/_ringback/docs",
  "/_ringback/skill.md",
  ...apis.map((api) => describedAt(api)),
]);
const methods = ["GET", "HEAD"] as const;

/** The pages that ringback shows of itself, in every world: landing page, what is emulated, OpenAPI. */
export const createSite = (options: SiteOptions): SideDoor => {
  const { desk, onAnswer } = options;
  const load = once(() => buildApp(options));
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

const buildApp = async ({ desk }: SiteOptions): Promise<Express> => {
  const { default: express, Router } = await import("express");
  const app = express();
  app.disable("x-powered-by").disable("etag").set("json spaces", 2);
  const pages = Router({ mergeParams: true });
  pages.use((request, response, next) => {
    response.sendDate = false;
    const { clock } = worldOf(desk, request).world;
    response.set({ ...pageHeaders(), date: toHttpDate(clock.now()) });
    next();
  });
  pages.get("/", (request, response) => void response.type("html").send(land(desk, request)));
  pages.get("/favicon.ico", (_request, response) => void response.type("svg").send(icon));
  pages.get("/_ringback/docs", (request, response) => {
    response.type("html").send(writeEmulatedPage(baseOf(request)));
  });
  pages.get("/_ringback/skill.md", (request, response) => {
    response.type("text/markdown").send(writeSkillPage(baseOf(request)));
  });
  for (const api of apis) {
    pages.get(describedAt(api), (request, response) => {
      response.json(describeApi(api, desk.worlds.version, baseOf(request)));
    });
  }
  return app.use("/w/:world", pages).use(pages);
};

const land = (desk: Desk, request: Request): string => {
  const running = worldOf(desk, request);
  const { name, clock } = running.world;
  return writeLandingPage({
    version: desk.worlds.version,
    world: name,
    now: toMillisecondText(clock.now()),
    base: baseOf(request),
    env: worldEntrance(running, originOf(request)).env,
    guarded: desk.controlToken !== undefined,
  });
};

const baseOf = (request: Request): string => `${originOf(request)}${request.baseUrl}`;

const worldOf = (desk: Desk, { params }: Request): RunningWorld => {
  const running = desk.worlds.find(String(params["world"] ?? "main"));
  if (running === undefined) throw new Error("The world went while it was looked at.");
  return running;
};
