import { randomBytes } from "node:crypto";

/** A file that came with a text. */
interface KeptMedia {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** How much is kept at most, in bytes. */
const mostKept = 100 * 1024 * 1024;

/** Files by tokens that nobody can guess. Where there is no more room the oldest go. */
export class MediaStore {
  readonly #most: number;
  readonly #kept = new Map<string, KeptMedia>();
  #size = 0;

  constructor(most = mostKept) {
    this.#most = most;
  }

  /** Answers the token of what it keeps. */
  keep(bytes: Uint8Array, contentType: string): string {
    const token = randomBytes(32).toString("base64url");
    this.#kept.set(token, { bytes, contentType: plainType(contentType) });
    this.#size += bytes.byteLength;
    for (const [oldest, { bytes: old }] of this.#kept) {
      if (this.#size <= this.#most || oldest === token) break;
      this.#kept.delete(oldest);
      this.#size -= old.byteLength;
    }
    return token;
  }

  get(token: string): KeptMedia | undefined {
    return this.#kept.get(token);
  }
}

/** What Twilio says of a stranger's file goes into a header: only what looks like a type does. */
const plainType = (contentType: string): string => {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/.test(type) ? type : "application/octet-stream";
};

/** How a file is served: what a browser might run is saved and not shown. */
export const mediaHeaders = ({ contentType }: KeptMedia): Readonly<Record<string, string>> => ({
  "content-type": contentType,
  "x-content-type-options": "nosniff",
  "content-disposition": isShown(contentType) ? "inline" : "attachment",
});

/** An SVG is a picture that may hold a script. */
const isShown = (contentType: string): boolean =>
  /^(?:image|audio|video)\/|^application\/pdf$/.test(contentType) && contentType !== "image/svg+xml";
