import type { IncomingMessage } from "node:http";

/** The fields of a form, each with its values in the order in which they came. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

/** The longest body that is read, in bytes. Twilio's are a few thousand. */
const longestBody = 64 * 1024;

/** Reads the body of a request; `too long`, and `gone` where its sender went before the end. */
export const readBody = (request: IncomingMessage): Promise<Buffer | "too long" | "gone"> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const keep = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= longestBody) {
        chunks.push(chunk);
        return;
      }
      // The rest is let go by unread: to cut the connection would lose the answer as well.
      request.off("data", keep);
      request.resume();
      resolve("too long");
    };
    request.on("data", keep);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", () => resolve("gone"));
    request.once("close", () => resolve("gone"));
  });

/** Reads `name=value&…`. */
export const readForm = (text: string): FormFields => {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return fields;
};

/** Reads the fields in a target, behind its question mark. */
export const readQuery = (target: string): FormFields => {
  const mark = target.indexOf("?");
  return readForm(mark < 0 ? "" : target.slice(mark + 1));
};
