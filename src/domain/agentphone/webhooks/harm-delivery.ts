import type { WebhookDeed } from "../../../kernel/faults.ts";
import type { Json } from "../../../kernel/json.ts";

/** What is signed and sent. */
export interface Parcel {
  /** Seconds since the epoch. */
  readonly timestamp: number;
  /** What the signature is made over. */
  readonly signed: string;
  /** What is sent. */
  readonly sent: string;
  readonly harmSignature: (signature: string) => string;
}

/** How far a stale timestamp lies back, in seconds: twice what receivers forgive. */
const staleBy = 600;

/** Makes what is sent of a body: as it is, or harmed on purpose. Deeds that only concern the time of sending change nothing. */
export const packDelivery = (body: string, timestamp: number, deed: WebhookDeed | undefined): Parcel => {
  const whole: Parcel = { timestamp, signed: body, sent: body, harmSignature: (signature) => signature };
  switch (deed) {
    case "corrupt-signature":
      return { ...whole, harmSignature: flipLast };
    case "stale-timestamp":
      return { ...whole, timestamp: timestamp - staleBy };
    case "tampered-body":
      return { ...whole, sent: tamper(body) };
    case "odd-json": {
      const odd = writeOddly(JSON.parse(body) as Json);
      return { ...whole, signed: odd, sent: odd };
    }
    case "drop":
    case "delay":
    case "duplicate":
    case "reorder":
    case undefined:
      return whole;
  }
};

const flipLast = (signature: string): string =>
  `${signature.slice(0, -1)}${signature.endsWith("0") ? "1" : "0"}`;

/** Still JSON, and what whoever tampered would want to change. */
const tamper = (body: string): string => body.replace(/^\{/, '{"tampered":true,').replace(/,\}$/, "}");

/** The same value as JSON nobody writes like that: keys the other way round, spaces, escapes. */
const writeOddly = (value: Json): string => {
  if (typeof value === "string") return escapeAll(JSON.stringify(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[ ${(value as readonly Json[]).map(writeOddly).join(" ,\n  ")} ]`;
  const entries = Object.entries(value).toReversed();
  return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)} :  ${writeOddly(item)}`).join(" ,\n  ")} }`;
};

/** Vowels, the slash and all that is not ASCII as escapes. */
const escapeAll = (text: string): string =>
  // The plain text of a JSON string only: what is escaped already stays so.
  text.replace(/\\.|[aeiou/]|[^ -~]/g, (found) =>
    found.startsWith("\\") ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
