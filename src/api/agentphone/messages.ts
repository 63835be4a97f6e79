import type { messagesOperations } from "../../contract/agentphone/messages.ts";
import type { InputOf } from "../../contract/operation.ts";
import { refuseWhatsApp } from "../../domain/agentphone/texts/refuse-whatsapp.ts";
import { refuseRequest, type TextRequest } from "../../domain/agentphone/texts/text-request.ts";
import type { Message } from "../../world/entities.ts";
import { formOf } from "../../kernel/form-of.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { HandlersOf } from "../context.ts";

/** How many texts a list has when nothing is said. */
const usualLimit = 50;

export const messagesHandlers: HandlersOf<typeof messagesOperations> = {
  "agentphone.messages.send": async (input, { running, caller }) => {
    const formats = whatsAppFormats.filter((name) => isGiven(input[name]));
    if (formats.length > 0 || isGiven(input.channel)) refuseWhatsApp(formats);
    const { message, unthreaded } = await running.domain.agentphone.texts.send(
      caller.accountId,
      readRequest(input),
    );
    const replyTo = input.reply_to_message_id ?? null;
    return {
      id: message.id,
      // What becomes of it is told later, and not here.
      status: "sent",
      channel: message.channel ?? "sms",
      from_number: message.from,
      to_number: message.to,
      conversation_id: message.conversationId ?? null,
      media_urls: [...(message.mediaUrls ?? [])],
      reply_to_message_id: replyTo,
      reply_parent_unresolved: replyTo === null ? null : unthreaded,
    };
  },
  "agentphone.messages.react": ({ message_id, reaction: wish }, { running, caller }) => {
    const { texts } = running.domain.agentphone;
    const { message, reaction } = texts.react(caller.accountId, message_id, wish);
    return {
      id: reaction.id,
      reaction_type: reaction.reactionType,
      message_id,
      channel: message.channel ?? "sms",
    };
  },
  "agentphone.numbers.messages.list": (
    { number_id, limit = usualLimit, before, after },
    { running, caller },
  ) => {
    const bounds = { limit, before: instantOf(before), after: instantOf(after) };
    const { rows, hasMore } = running.domain.agentphone.texts.list(caller.accountId, number_id, bounds);
    return { data: rows.map(writeMessage), hasMore };
  },
};

type SendInput = InputOf<(typeof messagesOperations)["agentphone.messages.send"]>;

const whatsAppFormats = ["buttons", "list", "cta", "template"] as const;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const readRequest = (input: SendInput): TextRequest => ({
  agentId: input.agent_id ?? undefined,
  numberId: input.number_id ?? undefined,
  fromNumber: input.from_number ?? undefined,
  toNumber: input.to_number ?? undefined,
  recipients: input.recipients ?? undefined,
  body: input.body,
  mediaUrls: readMedia(input),
  sendStyle: input.send_style ?? undefined,
  replyToId: input.reply_to_message_id ?? undefined,
});

const readMedia = ({ media_url: one, media_urls: several }: SendInput): readonly string[] => {
  if (isGiven(one) && isGiven(several)) {
    throw refuseRequest("Provide either media_url or media_urls, not both.", "media_url");
  }
  return several ?? (typeof one === "string" ? [one] : []);
};

const instantOf = (text: string | null | undefined): number | undefined =>
  typeof text === "string" ? Date.parse(text) : undefined;

const writeMessage = formOf(({ id, from, to, body, direction, channel, receivedAt }: Message) => ({
  id,
  from_: from,
  to,
  body,
  direction: direction ?? ("inbound" as const),
  channel: channel ?? ("sms" as const),
  receivedAt: toMillisecondText(receivedAt),
}));
