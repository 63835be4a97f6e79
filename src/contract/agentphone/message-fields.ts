import * as z from "zod";
import { idText } from "./fields.ts";

/** How a text travelled. */
export const channel = () => z.enum(["sms", "mms", "imessage", "whatsapp"]);

/** A picture or another file that goes with a text: https, or http on this machine. */
const mediaUrl = () => z.string().max(2048).refine(isMediaUrl, "must be an https URL");

const isMediaUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname))
  );
};

/** Whom a text is for, in any spelling. */
const recipient = () => z.string().min(1).max(254);

/** The effects that an iMessage can arrive with. */
export const sendStyles = [
  "celebration",
  "fireworks",
  "lasers",
  "love",
  "confetti",
  "balloons",
  "spotlight",
  "echo",
  "invisible",
  "gentle",
  "loud",
  "slam",
] as const;

/** What only WhatsApp has. */
const whatsAppFields = () => ({
  channel: z.literal("whatsapp").nullish(),
  buttons: z.array(z.string().min(1).max(20)).min(1).max(3).nullish(),
  list: z.looseObject({ rows: z.array(z.unknown()).min(1).max(10).optional() }).nullish(),
  cta: z
    .object({ display_text: z.string().max(20).optional(), url: z.string().max(2048).optional() })
    .nullish(),
  template: z
    .object({
      name: z.string().min(1).max(512),
      language: z.string().max(16).optional(),
      variables: z.unknown().optional(),
    })
    .nullish(),
});

/** Everything that may be said about a text that is to be sent. */
export const sendRequest = () =>
  z.object({
    agent_id: idText().nullish(),
    number_id: idText().nullish(),
    from_number: z.string().min(1).max(64).nullish(),
    to_number: recipient().nullish(),
    recipients: z.array(recipient()).min(2).max(32).nullish(),
    body: z.string().max(16_000),
    media_url: mediaUrl().nullish(),
    media_urls: z.array(mediaUrl()).min(1).max(20).nullish(),
    send_style: z.enum(sendStyles).nullish(),
    reply_to_message_id: idText().nullish(),
    ...whatsAppFields(),
  });
