import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { RingbackError } from "../../kernel/errors.ts";

/** The largest body that an operation accepts unless it says otherwise, in bytes. */
const usualLimit = 512 * 1024;

/** How deeply JSON may nest. Real requests stay in single figures. */
const deepestNesting = 64;

/** What a body may be. */
export interface BodyRules {
  /** How many bytes it may have. */
  readonly limit?: number | undefined;
  /** It may come without a content type. */
  readonly lenient?: boolean | undefined;
}

/** Reads a request's body as JSON; no body is undefined. Throws what is wrong with it. */
export const readJson = async (
  request: IncomingMessage,
  { limit = usualLimit, lenient = false }: BodyRules = {},
): Promise<unknown> => {
  const bytes = await collect(request, limit);
  if (bytes.length === 0) return undefined;
  const contentType = request.headers["content-type"];
  if (!lenient || (contentType ?? "") !== "") requireJsonType(contentType);
  return parse(bytes);
};

// By its events: going through a request with `for await` costs more than all else that is done to a short body.
const collect = (request: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isWhole = false;
    // Every connection closes at last, and an error is costly to make.
    const breakOff = (): void => {
      if (!isWhole) reject(new RingbackError("malformed_json", "The connection ended before the body did."));
    };
    if (request.destroyed) breakOff();
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      // What is too much is read to its end and dropped, so that the sender lives to hear the answer.
      if (size <= limit) chunks.push(chunk);
    });
    request.on("error", breakOff);
    request.on("close", breakOff);
    request.on("end", () => {
      isWhole = true;
      if (size > limit) reject(tooLarge(size, limit));
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
  });

const tooLarge = (size: number, limit: number): RingbackError =>
  new RingbackError("payload_too_large", `The body has ${size} bytes; the most is ${limit}.`, {
    maximumBytes: limit,
  });

const requireJsonType = (contentType: string | undefined): void => {
  if (/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType ?? "")) return;
  const got = contentType === undefined ? "no content type" : contentType;
  throw new RingbackError(
    "unsupported_media_type",
    `The body came with ${got}. Send JSON with the header content-type: application/json.`,
  );
};

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const byteOrderMark = 0xef;

// The decoder knows the mark that may come first and says what is wrong, but takes its time for what is sound.
const textOf = (bytes: Buffer): string =>
  bytes[0] !== byteOrderMark && isUtf8(bytes) ? bytes.toString() : strictUtf8.decode(bytes);

const parse = (bytes: Buffer): unknown => {
  try {
    const text = textOf(bytes);
    const value: unknown = JSON.parse(text);
    requireShallow(text);
    return value;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RingbackError("malformed_json", `The body is not JSON: ${why}`, {
      issues: [{ path: "", message: "must be JSON" }],
    });
  }
};

// So few brackets cannot nest deeper, wherever they stand: real requests are known to be shallow by a count.
const mayNestDeeper = (text: string): boolean => {
  let opened = 0;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text.charCodeAt(place);
    if (letter === openBracket || letter === openBrace) opened += 1;
  }
  return opened > deepestNesting;
};

const openBracket = 0x5b;
const openBrace = 0x7b;

// Looks at sound JSON only: a text without an end would make the search below walk the rest again and again.
const requireShallow = (text: string): void => {
  if (!mayNestDeeper(text)) return;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > deepestNesting) throw new Error(`it nests deeper than ${deepestNesting} levels`);
  }
};
