import type { voicesOperations } from "../../contract/agentphone/voices.ts";
import { voices } from "../../domain/agentphone/agents/voices.ts";
import type { HandlersOf } from "../context.ts";

export const voicesHandlers: HandlersOf<typeof voicesOperations> = {
  "agentphone.voices.list": () => ({
    data: voices.map(({ id, name, provider, gender, accent, previewUrl }) => ({
      voice_id: id,
      voice_name: name,
      provider,
      gender,
      accent,
      preview_audio_url: previewUrl,
    })),
  }),
};
