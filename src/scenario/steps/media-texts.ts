import * as z from "zod";
import { iMessageParty, mediaUrl, party, text } from "../fields/fields.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepContext, StepDefinition } from "./step-definition.ts";

export type MediaTextInput = {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media?: readonly string[];
  /** The id of the group that it is written in. */
  readonly group?: string;
};

/** Somebody sends pictures or other files with a text. */
export const mms: StepDefinition<MediaTextInput> = {
  name: "mms",
  summary: "Sends a text with media to a line of AgentPhone.",
  example: "- mms: { from: acme, to: desk-line, body: Like this., media: [https://example.com/door.jpg] }",
  schema: () =>
    z.strictObject({
      from: party("who sends it"),
      to: party("who gets it"),
      body: text("what it says").default(""),
      media: mediaList(),
    }),
  explain: (input) => `${input.from} texts ${input.to} ${countMedia(input)}: “${input.body}”`,
  run: (input, context) => send(input, "mms", context),
};

/** Somebody sends an iMessage, alone or in a group. */
export const imessage: StepDefinition<MediaTextInput> = {
  name: "imessage",
  summary:
    "Sends an iMessage to an iMessage line of AgentPhone; `group` is the id of a group that it is written in.",
  example: "- imessage: { from: nina@example.com, to: desk-line, body: Is Sunday free? }",
  schema: () =>
    z.strictObject({
      from: iMessageParty("who sends it"),
      to: party("who gets it"),
      body: text("what it says").default(""),
      media: mediaList().exactOptional(),
      group: text("the id of the group that it is written in").exactOptional(),
    }),
  explain: (input) => `${input.from} sends ${input.to} an iMessage: “${input.body}”`,
  run: (input, context) => send(input, "imessage", context),
};

const mediaList = () => z.array(mediaUrl()).min(1).max(20).describe("the URLs of what goes with it");

const send = async (
  { from, to, body, media, group }: MediaTextInput,
  channel: "mms" | "imessage",
  context: StepContext,
): Promise<void> => {
  await context.invoke("control.people.text", {
    from: from.includes("@") ? from : await partyNumber(from, context),
    to: await partyNumber(to, context),
    body,
    channel,
    ...(media !== undefined && { mediaUrls: media }),
    ...(group !== undefined && { group }),
  });
};

const countMedia = ({ media = [] }: MediaTextInput): string =>
  media.length === 1 ? "a file" : `${media.length} files`;
