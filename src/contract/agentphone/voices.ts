import * as z from "zod";
import { agentphone } from "./declare.ts";

/** The operations of AgentPhone: voices. */
export const voicesOperations = {
  "agentphone.voices.list": agentphone({
    name: "agentphone.voices.list",
    summary: "Lists the voices that an agent can have, the usual one first.",
    effect: "read",
    input: () => z.object({}),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({
            voice_id: z.string(),
            voice_name: z.string(),
            provider: z.string(),
            gender: z.string().nullable(),
            accent: z.string().nullable(),
            preview_audio_url: z.string().nullable(),
          }),
        ),
      }),
    rest: { method: "GET", path: "/v1/agents/voices", success: 200 },
  }),
};
