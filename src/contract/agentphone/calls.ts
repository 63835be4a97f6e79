import * as z from "zod";
import {
  callDetail,
  callRequest,
  callSummary,
  callTranscript,
  placedCall,
  webCallRequest,
} from "./call-fields.ts";
import { agentphone, perMinute } from "./declare.ts";
import { idText, page, pageOf, pageQuery } from "./fields.ts";

const ofCall = () => z.object({ call_id: idText() });
const search = () => z.string().max(128).nullish();
const placing = [
  "not_found",
  "not_possible",
  "insufficient_balance",
  "payment_method_required",
  "rate_limited",
] as const;

/** The operations of AgentPhone: calls. */
export const callsOperations = {
  "agentphone.calls.list": agentphone({
    name: "agentphone.calls.list",
    summary: "Lists an account's calls, newest first. `search` is contained in either number.",
    effect: "read",
    polls: true,
    input: () =>
      z.object({ ...page(), status: search(), direction: search(), type: search(), search: search() }),
    output: () => pageOf(callSummary()),
    rest: {
      method: "GET",
      path: "/v1/calls",
      success: 200,
      query: { ...pageQuery, status: "text", direction: "text", type: "text", search: "text" },
    },
  }),
  "agentphone.calls.create": agentphone({
    name: "agentphone.calls.create",
    summary:
      "Places a call and answers at once; with `waitForCompletion` when it is over, or after `maxWaitSeconds`.",
    effect: "write",
    waits: true,
    input: callRequest,
    output: placedCall,
    rateLimits: [perMinute(120)],
    errors: [...placing, "number_protected", "call_limit_reached"],
    rest: { method: "POST", path: "/v1/calls", success: 200 },
  }),
  "agentphone.calls.createWeb": agentphone({
    name: "agentphone.calls.createWeb",
    summary: "Prepares a call of a browser. The token is good for 30 seconds.",
    effect: "write",
    actsFor: ["agentId"],
    input: webCallRequest,
    output: () => z.strictObject({ accessToken: z.string(), callId: z.string() }),
    rateLimits: [perMinute(30)],
    errors: placing,
    rest: { method: "POST", path: "/v1/calls/web", success: 200 },
  }),
  "agentphone.calls.get": agentphone({
    name: "agentphone.calls.get",
    summary: "Reads a call with its transcript; with `wait` when it is over, or after `timeout` seconds.",
    effect: "read",
    polls: true,
    waits: true,
    actsFor: ["call_id"],
    input: () =>
      z.object({
        call_id: idText(),
        wait: z.boolean().optional(),
        timeout: z.int().min(10).max(300).optional(),
      }),
    output: callDetail,
    errors: ["not_found"],
    rest: {
      method: "GET",
      path: "/v1/calls/:call_id",
      success: 200,
      query: { wait: "boolean", timeout: "integer" },
    },
  }),
  "agentphone.calls.end": agentphone({
    name: "agentphone.calls.end",
    summary: "Hangs up a call that is under way. How it ended is known a moment later.",
    effect: "write",
    actsFor: ["call_id"],
    input: ofCall,
    output: () => z.strictObject({ id: z.string(), status: z.literal("ending") }),
    errors: ["not_found", "call_not_live"],
    rest: { method: "POST", path: "/v1/calls/:call_id/end", success: 200 },
  }),
  "agentphone.calls.recording": agentphone({
    name: "agentphone.calls.recording",
    summary: "The sound of a call that is over, as WAV. Whoever knows the call's id may have it.",
    effect: "read",
    auth: "none",
    input: ofCall,
    // A door sends the file; whoever keeps answers keeps this of it.
    output: () => z.strictObject({ bytes: z.int(), sha256: z.string() }),
    errors: ["not_found"],
    rest: {
      method: "GET",
      path: "/v1/calls/:call_id/recording",
      success: 200,
      contentType: "audio/wav",
      fileName: "recording-:call_id.wav",
    },
  }),
  "agentphone.calls.transcript": agentphone({
    name: "agentphone.calls.transcript",
    summary: "What was said in a call so far, turn by turn.",
    effect: "read",
    polls: true,
    actsFor: ["call_id"],
    input: ofCall,
    output: callTranscript,
    errors: ["not_found"],
    rest: { method: "GET", path: "/v1/calls/:call_id/transcript", success: 200 },
  }),
  "agentphone.calls.transcriptStream": agentphone({
    name: "agentphone.calls.transcriptStream",
    summary:
      "What is said in a call, as server-sent events: `connected`, a `turn` each, `ended`; a comment every 15 seconds. A call that is over is replayed and closed.",
    effect: "read",
    waits: true,
    actsFor: ["call_id"],
    input: ofCall,
    output: () => z.strictObject({ text: z.string() }),
    errors: ["not_found"],
    rest: {
      method: "GET",
      path: "/v1/calls/:call_id/transcript/stream",
      success: 200,
      contentType: "text/event-stream; charset=utf-8",
      streams: true,
    },
  }),
  "agentphone.agents.calls.list": agentphone({
    name: "agentphone.agents.calls.list",
    summary: "Lists an agent's calls, newest first.",
    effect: "read",
    polls: true,
    actsFor: ["agent_id"],
    input: () => z.object({ agent_id: idText(), ...page() }),
    output: () => pageOf(callSummary()),
    errors: ["not_found"],
    rest: { method: "GET", path: "/v1/agents/:agent_id/calls", success: 200, query: pageQuery },
  }),
  "agentphone.numbers.calls.list": agentphone({
    name: "agentphone.numbers.calls.list",
    summary: "Lists a number's calls, newest first, also those from before it was released.",
    effect: "read",
    polls: true,
    actsFor: ["number_id"],
    input: () => z.object({ number_id: idText(), ...page() }),
    output: () => pageOf(callSummary()),
    errors: ["not_found"],
    rest: { method: "GET", path: "/v1/numbers/:number_id/calls", success: 200, query: pageQuery },
  }),
};
