import type { Option } from "./command.ts";

/** The flags of whatever has to do with a real carrier. What is secret is said in the environment only. */
export const realOptions = {
  carrier: {
    kind: "text",
    shows: "NAME",
    choices: ["fake", "twilio"],
    summary:
      "The network: fake, or twilio, whose telephones are real and cost real money. Default: $RINGBACK_CARRIER, else fake",
  },
  "public-url": {
    kind: "text",
    shows: "URL",
    summary:
      "Where Twilio reaches the callback listener. Default: $RINGBACK_PUBLIC_URL, else Twilio is polled",
  },
  "callback-port": {
    kind: "text",
    shows: "PORT",
    summary: "Where the callback listener of a real carrier listens here. Default: 5551",
  },
} as const satisfies Readonly<Record<string, Option>>;
