import * as z from "zod";
import type { HttpMethod, Operation } from "../operation.ts";
import { agentphone } from "./declare.ts";
import { agentphoneDocs } from "./source.ts";

const server = "https://github.com/AgentPhone-AI/agentphone-mcp";
const whatsApp = "/v1/integrations/whatsapp";

type Unplayed = readonly [name: string, method: HttpMethod, path: string];

const forKeys: readonly Unplayed[] = [
  ["sipTrunks.list", "GET", "/v1/sip-trunks"],
  ["sipTrunks.create", "POST", "/v1/sip-trunks"],
  ["sipTrunks.get", "GET", "/v1/sip-trunks/:trunk_id"],
  ["sipTrunks.update", "PATCH", "/v1/sip-trunks/:trunk_id"],
  ["sipTrunks.delete", "DELETE", "/v1/sip-trunks/:trunk_id"],
  ["rcs.get", "GET", "/v1/rcs"],
  ["rcs.post", "POST", "/v1/rcs"],
  ["rcs.getOther", "GET", "/v1/rcs/*"],
  ["rcs.postOther", "POST", "/v1/rcs/*"],
  ["whatsapp.connect", "POST", `${whatsApp}/connect`],
  ["whatsapp.status", "GET", `${whatsApp}/status`],
  ["whatsapp.disconnect", "DELETE", `${whatsApp}/:connection_id`],
  ["whatsapp.availableNumbers", "GET", `${whatsApp}/:connection_id/available-numbers`],
  ["whatsapp.numbers.connect", "POST", `${whatsApp}/:connection_id/numbers`],
  ["whatsapp.templates.list", "GET", `${whatsApp}/:connection_id/templates`],
  ["whatsapp.templates.create", "POST", `${whatsApp}/:connection_id/templates`],
  ["whatsapp.templates.delete", "DELETE", `${whatsApp}/:connection_id/templates`],
];

const forAnybody: readonly Unplayed[] = [
  ["oauth.authorize", "GET", "/oauth/authorize"],
  ["oauth.token", "POST", "/oauth/token"],
  ["oauth.register", "POST", "/oauth/register"],
  ["oauth.revoke", "POST", "/oauth/revoke"],
];

const declare = ([name, method, path]: Unplayed, auth: "key" | "none", source: string): Operation =>
  agentphone({
    name: `agentphone.${name}`,
    summary: "Not emulated.",
    effect: method === "GET" ? "read" : "write",
    auth,
    source,
    // Nothing of a request is looked at, whatever its form.
    input: () => z.unknown(),
    output: () => z.unknown(),
    rest: { method, path, success: 200 },
    emulated: false,
  });

/** What AgentPhone has and ringback does not play: each answers `not_emulated`, so that nobody takes it for a mistake in a path. */
export const unplayedOperations: readonly Operation[] = [
  ...forKeys.map((one) => declare(one, "key", agentphoneDocs)),
  ...forAnybody.map((one) => declare(one, "none", server)),
];
