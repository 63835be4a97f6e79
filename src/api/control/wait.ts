import type { waitOperations } from "../../contract/control/wait.ts";
import type { WorldEvent } from "../../contract/events.ts";
import { codeInText } from "../../domain/people/code-in-text.ts";
import { linksInText } from "../../domain/people/links-in-text.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Context, HandlersOf } from "../context.ts";
import { requireEventName } from "../require-event-name.ts";
import { awaitEvent } from "./await-event.ts";
import { readDuration } from "./read-duration.ts";
import { readWishes } from "./read-wishes.ts";

export const waitHandlers: HandlersOf<typeof waitOperations> = {
  "control.wait": async ({ type, after = 0, timeout = "30s", ...wishes }, context) => {
    const matcher = readWishes(requireEventName(type), wishes);
    const event = await awaitEvent(context, { matcher, after, timeoutMs: readDuration(timeout) });
    return { event: { ...event, at: toMillisecondText(event.at) }, next: event.seq, ...gist(event, context) };
  },
};

/** What whoever waited for a text or a code is most likely after. */
const gist = (event: WorldEvent, { running }: Context): { code?: string; links?: string[] } => {
  if ("code" in event) return { code: event.code };
  if (!("body" in event)) return {};
  const code = running.domain.codes.ofMessage(event.messageId)?.code ?? codeInText(event.body);
  return { ...(code !== undefined && { code }), links: linksInText(event.body) };
};
