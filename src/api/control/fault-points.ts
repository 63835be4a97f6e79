import { operations } from "../../contract/operations.ts";
import { webhookEvents } from "../../domain/agentphone/webhooks/webhook-news.ts";
import { fitsGlob } from "../../kernel/fits-glob.ts";
import { nearestName } from "../../kernel/nearest-name.ts";

/** Why no fault can ever strike at a point, and what was probably meant. */
export interface PointObjection {
  readonly why: string;
  readonly near?: string;
}

/** Says what is wrong with a point at which nothing can ever strike; undefined when something can. */
export const objectionToPoint = (point: string): PointObjection | undefined => {
  const meant = Object.values(operations).filter(({ name }) => fitsGlob(point, name));
  if (meant.some(({ api }) => api !== "control")) return undefined;
  if (meant.length > 0) return { why: "names controls only, and faults never strike those" };
  const near = nearestPoint(point);
  return { why: "names no operation", ...(near !== undefined && { near }) };
};

/** The events that webhooks are told of, as points of faults. */
const webhookPoints = webhookEvents.map((event) => `webhook:${event}`);

/** Says what is wrong with a point at which no webhook can ever be struck. */
export const objectionToWebhookPoint = (point: string): PointObjection | undefined => {
  if (webhookPoints.some((name) => fitsGlob(point, name))) return undefined;
  const near = nearestName(point, webhookPoints);
  return { why: "names no event that webhooks are told of", ...(near !== undefined && { near }) };
};

const nearestPoint = (point: string): string | undefined => {
  const names = Object.values(operations).flatMap(({ api, name }) => (api === "control" ? [] : [name]));
  const groups = names.flatMap((name) =>
    name.split(".").map((_, place, parts) => `${parts.slice(0, place).join(".")}.*`),
  );
  return nearestName(point, point.includes("*") ? groups.slice(1) : names);
};
