import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { nearestName } from "../../../kernel/nearest-name.ts";
import type { TwilioAccount } from "./real-settings.ts";
import { SwitchReader, type Variables } from "./switch-reader.ts";

const names = ["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_SECRET", "TWILIO_AUTH_TOKEN"] as const;

/** Whose account it is and how it is asked. What is wrong goes to the reader; undefined then. Repeats no value. */
export const readCredentials = (reader: SwitchReader, isCalledBack: boolean): TwilioAccount | undefined => {
  const before = reader.problems.length;
  const said = sayings(reader);
  const sid = said?.text("TWILIO_ACCOUNT_SID");
  const key = said?.text("TWILIO_API_KEY");
  const secret = said?.text("TWILIO_API_SECRET");
  const token = said?.text("TWILIO_AUTH_TOKEN");
  if (said === undefined) return undefined;
  checkSid(reader, sid);
  checkKey(reader, key, secret);
  checkToken(reader, token, { isNeeded: isCalledBack || key === undefined, isCalledBack });
  if (sid === undefined || reader.problems.length > before) return undefined;
  // Whoever knows no token must not be able to sign with the empty one either: nobody knows this one.
  const authToken = token ?? randomBytes(32).toString("hex");
  return { sid, user: key ?? sid, password: secret ?? authToken, authToken };
};

/** The four values: of the file where one is named, else of the environment. */
const sayings = (reader: SwitchReader): SwitchReader | undefined => {
  const file = reader.text("RINGBACK_REAL_CREDENTIALS");
  if (file === undefined) return reader;
  const text = readPrivate(reader, file);
  return text === undefined ? undefined : new SwitchReader(readLines(reader, text));
};

const readPrivate = (reader: SwitchReader, file: string): string | undefined => {
  try {
    const found = statSync(file);
    if (found.isDirectory()) {
      reader.wrong("RINGBACK_REAL_CREDENTIALS names a folder. Name the file in it.");
      return undefined;
    }
    // Windows keeps no such bits.
    if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
      reader.wrong(
        `Others than its owner may read the file that RINGBACK_REAL_CREDENTIALS names. Say chmod 600 ${shellWord(file)}.`,
      );
      return undefined;
    }
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? "unknown";
    const cure = file.startsWith("~") ? "Write its path in full, without ~" : "Check its path";
    reader.wrong(
      `The file that RINGBACK_REAL_CREDENTIALS names cannot be read (${why}). ${cure}, or leave the variable out.`,
    );
    return undefined;
  }
};

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

const readLines = (reader: SwitchReader, text: string): Variables => {
  const read: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, name, value] = /^\s*(?:export\s+)?([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const known = names.find((each) => each === name);
    if (known === undefined || value === undefined) {
      const nearest = nearestName(name ?? "", names);
      const cure =
        nearest === undefined ? `Lines are NAME=value, of ${names.join(", ")}.` : `Did you mean ${nearest}?`;
      reader.wrong(`Line ${index + 1} of the credentials file is none that ringback knows. ${cure}`);
    } else read[known] = value.replace(/^(["'])(.*)\1$/, "$2");
  }
  return read;
};

const checkSid = (reader: SwitchReader, sid: string | undefined): void => {
  if (sid === undefined) {
    reader.wrong(
      "TWILIO_ACCOUNT_SID is missing. It begins with AC and stands on the first page of Twilio's Console.",
    );
  } else if (sid.startsWith("SK")) {
    reader.wrong(
      "TWILIO_ACCOUNT_SID has an API key in it. That goes into TWILIO_API_KEY; the account begins with AC.",
    );
  } else if (!/^AC[0-9a-fA-F]{32}$/.test(sid)) {
    reader.wrong(
      "TWILIO_ACCOUNT_SID is AC and 32 hexadecimal digits, and something else was said. Copy it again.",
    );
  }
};

const checkKey = (reader: SwitchReader, key: string | undefined, secret: string | undefined): void => {
  if (key !== undefined && !/^SK[0-9a-fA-F]{32}$/.test(key)) {
    reader.wrong(
      "TWILIO_API_KEY is SK and 32 hexadecimal digits, and something else was said. Copy it again.",
    );
  }
  if ((key === undefined) !== (secret === undefined)) {
    reader.wrong(
      "TWILIO_API_KEY and TWILIO_API_SECRET go together. Say both, or neither and let the auth token ask.",
    );
  }
  if (secret !== undefined && !isSecret(secret)) reader.wrong(oddSecret("TWILIO_API_SECRET"));
};

const checkToken = (
  reader: SwitchReader,
  token: string | undefined,
  { isNeeded, isCalledBack }: { readonly isNeeded: boolean; readonly isCalledBack: boolean },
): void => {
  if (token !== undefined && !isSecret(token)) reader.wrong(oddSecret("TWILIO_AUTH_TOKEN"));
  if (token !== undefined || !isNeeded) return;
  const why = isCalledBack
    ? "Twilio signs its callbacks with it, and no API key can check that."
    : "Without an API key it is what Twilio is asked with.";
  reader.wrong(`TWILIO_AUTH_TOKEN is missing. ${why} It stands on the first page of Twilio's Console.`);
};

const isSecret = (text: string): boolean => /^[\x21-\x7e]{16,200}$/.test(text);

const oddSecret = (name: string): string =>
  `${name} is too short to be one, or has blanks in it. Copy it again from Twilio's Console.`;
