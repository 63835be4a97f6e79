import express, { type Express, type Request, Router } from "express";
import type { Desk } from "../../api/desk.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import { worldEntrance } from "../../api/world-entrance.ts";
import { toHttpDate, toMillisecondText } from "../../kernel/time-text.ts";
import { originOf } from "../rest/origin-of.ts";
import { describeApi } from "./describe-api.ts";
import { describedApis, describedAt } from "./described-at.ts";
import { icon } from "./icon.ts";
import { writeEmulatedPage } from "./write-emulated-page.ts";
import { writeLandingPage } from "./write-landing-page.ts";
import { pageHeaders } from "./write-page.ts";
import { writeSkillPage } from "./write-skill-page.ts";

/** Builds the pages that ringback shows of itself. Loaded when somebody looks at the first one. */
export const buildSite = (desk: Desk): Express => {
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
    response.type("text/markdown").send(writeSkillPage(desk.worlds.version, baseOf(request)));
  });
  for (const api of describedApis) {
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
