import * as z from "zod";
import { agentSettings } from "../agentphone/agent-fields.ts";
import { idField, instantField } from "../fields.ts";
import { control } from "./declare.ts";

const degrees = (most: number) => z.number().min(-most).max(most);

/** What it does in calls, as its own operation takes it. */
const callFields = () => ({
  transferNumber: z.string().max(64).optional(),
  voicemailMessage: z.string().max(1000).optional(),
  callScreeningIdentity: z.string().max(100).optional(),
  callScreeningPurpose: z.string().max(300).optional(),
  maxSilenceMs: z.int().min(10_000).max(3_600_000).optional(),
  customTools: agentSettings().customTools,
});

export const phoneAgentOperations = {
  "control.phoneAgents.create": control({
    name: "control.phoneAgents.create",
    summary:
      "Makes an agent of AgentPhone, for the default account unless told otherwise. With `webhookUrl` it has a webhook of its own, and `secret` signs what that is told.",
    effect: "write",
    input: () =>
      z.object({
        accountId: idField().optional(),
        name: z.string().min(1).max(200),
        voiceMode: z.enum(["webhook", "hosted"]).optional(),
        systemPrompt: z.string().max(16_000).optional(),
        beginMessage: z.string().max(16_000).optional(),
        webhookUrl: z.string().min(1).max(2083).optional(),
        ...callFields(),
      }),
    output: () =>
      z.strictObject({
        agentId: z.string(),
        name: z.string(),
        account: z.string(),
        voiceMode: z.enum(["webhook", "hosted"]),
        secret: z.string().optional(),
      }),
    rest: { method: "POST", path: "/_ringback/phone-agents", success: 201 },
    tool: "phone_agent_create",
    errors: ["not_found", "not_possible"],
  }),
  "control.people.locate": control({
    name: "control.people.locate",
    summary:
      "Says where somebody with a telephone is, in degrees, for everybody who asks AgentPhone. Without a place they share none any longer.",
    effect: "write",
    input: () =>
      z.object({
        number: z.string().min(1).max(64),
        latitude: degrees(90).optional(),
        longitude: degrees(180).optional(),
      }),
    output: () =>
      z.strictObject({
        number: z.string(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
        at: instantField(),
      }),
    rest: { method: "POST", path: "/_ringback/people/locate", success: 200 },
    tool: "person_locate",
    errors: ["number_protected"],
  }),
};
