import { RingbackError } from "../../../kernel/errors.ts";
import type { DepartingMessage } from "../../carrier.ts";
import type { Callbacks } from "../callbacks/callbacks.ts";
import { maskNumber } from "../rails/masked.ts";

const longestBody = 1_600;
const mostMedia = 10;

/** Throws `unsupported_configuration` for a text that Twilio cannot carry, before anything else is asked. */
export const checkText = ({ channel, group, to, body, mediaUrls }: DepartingMessage): void => {
  if (channel === "imessage" || group !== undefined) {
    const what = group === undefined ? "iMessages" : "iMessage groups";
    throw unsupported(
      `Twilio carries no ${what}. Give the number the type "sms", or start without --carrier.`,
      {
        field: "channel",
        allowed: ["sms", "mms"],
      },
    );
  }
  if (to.includes("@"))
    throw unsupported("Twilio carries no texts to email addresses. Send it to a number in E.164 form.", {
      field: "to",
    });
  if (/^\d{3,8}$/.test(to))
    throw unsupported("Real texts go to no short codes. Send it to a number in E.164 form.", { field: "to" });
  if (body.length > longestBody)
    throw unsupported(
      `Twilio takes texts of at most ${longestBody} characters; this one to ${maskNumber(to)} has ${body.length}. Send it in parts.`,
      { field: "body" },
    );
  if (mediaUrls.length > mostMedia)
    throw unsupported(
      `Twilio takes at most ${mostMedia} files with a text; this one has ${mediaUrls.length}.`,
      {
        field: "mediaUrls",
      },
    );
};

/** The address at which Twilio can fetch a file. Throws `unsupported_configuration` for one that only this machine reaches. */
export const publicAddressOf = (callbacks: Callbacks, url: string): string => {
  const kept = callbacks.publicMediaUrlOf(url);
  if (kept !== undefined) return kept;
  if (isPublic(url)) return url;
  throw unsupported(
    "Twilio fetches the files of a text itself, and cannot reach this address. Give one that begins with https:// and " +
      "is in the open internet, or set the public URL for files that ringback keeps.",
    { field: "mediaUrls" },
  );
};

const isPublic = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  if (protocol !== "https:" || username !== "" || hostname.startsWith("[")) return false;
  const isAddress = /^[\d.]+$/.test(hostname);
  return (
    !isAddress &&
    hostname.includes(".") &&
    !/\.(?:localhost|local|internal|lan|test|home\.arpa)$/.test(hostname)
  );
};

const unsupported = (
  message: string,
  details: { readonly field: string; readonly allowed?: readonly string[] },
): RingbackError => new RingbackError("unsupported_configuration", message, details);
