import { command, type Values } from "../command.ts";
import { UsageError } from "../failures.ts";
import { personOptions, usualPerson } from "../person-options.ts";
import { required } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { print, printable } from "../terminal.ts";

const channels = ["sms", "mms", "imessage"] as const;

const options = {
  ...personOptions,
  media: {
    kind: "list",
    shows: "URL",
    summary: "A picture or file that goes with it, to a line of AgentPhone; may be repeated",
  },
  channel: {
    kind: "text",
    shows: "NAME",
    choices: channels,
    summary: "How it is sent to a line of AgentPhone. Default: iMessage where both have it, else SMS or MMS",
  },
  ...remoteOptions,
} as const;

/** `ringback text`: somebody texts a line of a running ringback. */
export const textCommand = command({
  name: "text",
  summary: "Text a line, as the person with some number",
  words: { shows: "body", summary: "What the text says; several words are joined by spaces" },
  options,
  examples: [
    ["ringback text --to +12125550186 Your table is ready", "Text the line from the usual person"],
    ['ringback text --to +12125550186 --from +442030000123 "On my way"', "Text it from somebody else"],
    [
      "ringback text --to +12125550186 --channel imessage --media https://example.com/door.jpg Here",
      "An iMessage with a picture",
    ],
    [
      "ringback text --to +12125550186 --world w1 --json -- --yes",
      "In the world w1, a text that begins with a dash",
    ],
  ],
  run: async (values, words) => {
    const request = readRequest(values, words);
    const answer = await new Remote(values).ask("control.people.text", request, ["messageId"]);
    const { from, to, body } = request;
    const line = `${from} texted ${to}: “${body}”${countMedia(values.media)} (${answer.messageId})`;
    print(values.json ? JSON.stringify(answer) : printable(line));
    return 0;
  },
});

const readRequest = (values: Values<typeof options>, words: readonly string[]) => {
  const { from = usualPerson, media } = values;
  const to = required(values.to, "--to NUMBER");
  if (words.length === 0 && media.length === 0) {
    throw new UsageError("This needs the text itself, after the flags.");
  }
  const channel = channels.find((one) => one === values.channel);
  return {
    from,
    to,
    body: words.join(" "),
    ...(media.length > 0 && { mediaUrls: [...media] }),
    ...(channel !== undefined && { channel }),
  };
};

const countMedia = ({ length }: readonly string[]): string =>
  length === 0 ? "" : ` with ${length === 1 ? "a file" : `${length} files`}`;
