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

const collect = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      // What is too much is read to its end and dropped, so that the sender lives to hear the answer.
      if (size <= limit) chunks.push(chunk);
    }
  } catch {
    throw new RingbackError("malformed_json", "The connection ended before the body did.");
  }
  if (size <= limit) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  throw new RingbackError("payload_too_large", `The body has ${size} bytes; the most is ${limit}.`, {
    maximumBytes: limit,
  });
};

const requireJsonType = (contentType: string | undefined): void => {
  if (/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType ?? "")) return;
  const got = contentType === undefined ? "no content type" : contentType;
  throw new RingbackError(
    "unsupported_media_type",
    `The body came with ${got}. Send JSON with the header content-type: application/json.`,
  );
};

const parse = (bytes: Buffer): unknown => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
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

// Looks at sound JSON only: a text without an end would make the search below walk the rest again and again.
const requireShallow = (text: string): void => {
  if (text.length <= deepestNesting) return;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > deepestNesting) throw new Error(`it nests deeper than ${deepestNesting} levels`);
  }
};
