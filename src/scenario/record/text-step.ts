import { printDuration } from "../fields/print-duration.ts";
import type { CastLine } from "./find-lines.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { textOf, type ToldEvent } from "./told-event.ts";
import { flowMap, quoted, quotedAsIs, withoutReferences } from "./yaml-text.ts";

/** A text that somebody sent to a line, and who and what that is in the recording. */
interface TextParts {
  readonly event: ToldEvent;
  readonly from: string;
  readonly line: CastLine;
  /** The one-time code that ringback knows to be in it. */
  readonly issued: ToldEvent | undefined;
  readonly pseudonyms: Pseudonyms;
}

const usualText = "Your verification code is ${code}";

/** The step that sends the text again. */
export const textStep = (parts: TextParts): string => {
  const { event, from, line, pseudonyms } = parts;
  const code = codeOf(parts);
  if (code !== undefined) return otpStep(parts, code);
  const body = quoted(pseudonyms.scrub(textOf(event, "body")).trim() || "…");
  const to = line.reference;
  const media = textOf(event, "mediaUrl") === "" ? undefined : "[https://example.com/picture.jpg]";
  if (event["channel"] === "imessage" && line.provider === "agentphone")
    return `imessage: ${flowMap({ from, to, body, media })}`;
  if (media !== undefined && line.provider === "agentphone")
    return `mms: ${flowMap({ from, to, body, media })}`;
  return `sms: ${flowMap({ from, to, body })}`;
};

const otpStep = ({ event, from, line, issued, pseudonyms }: TextParts, written: string): string => {
  const [before = "", ...after] = textOf(event, "body").split(written);
  const around = [before, ...after].map((part) => withoutReferences(pseudonyms.scrub(part)));
  const text = around.join("${code}");
  const expires = issued === undefined ? "" : textOf(issued, "expiresAt");
  const lifetime = Date.parse(expires) - Date.parse(event.at);
  return `otp: ${flowMap({
    from,
    to: line.reference,
    code: pseudonyms.code(written.replaceAll(/\D/g, "")),
    expiresIn: lifetime > 0 ? printDuration(Math.max(1000, Math.round(lifetime / 1000) * 1000)) : undefined,
    text: text === usualText ? undefined : quotedAsIs(text),
  })}`;
};

const speaksOfCode = /code|otp|pass|pin\b|verif|2fa|one.time|log.?in|sign.?in|confirm|security/i;

/** The code in a text as it is written there: the one that was issued, or digits that look like one. */
const codeOf = ({ event, issued }: TextParts): string | undefined => {
  const body = textOf(event, "body");
  const known = issued === undefined ? "" : textOf(issued, "code");
  if (/^\d{4,8}$/.test(known) && body.includes(known)) return known;
  if (!speaksOfCode.test(body) && !/^\s*\d{4,8}\s*$/.test(body)) return undefined;
  const found = body.match(/(?<![\w+./@-])(?:\d{3}[- ]\d{3}|\d{4,8})(?![\w@/-]|[.:]\d)/g) ?? [];
  // With several it is anybody's guess which one is meant.
  return found.length === 1 ? found[0] : undefined;
};
