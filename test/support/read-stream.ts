import { onTestFinished } from "vitest";

/** An answer of server-sent events while it comes in. */
export interface ReadStream {
  readonly response: Response;
  /** The next block; undefined at the end. */
  readonly next: () => Promise<string | undefined>;
  /** All blocks that are still to come. */
  readonly rest: () => Promise<readonly string[]>;
  /** Goes away without reading on. */
  readonly leave: () => void;
}

/** Opens a stream; it is left when the test is over, if not before. */
export const openStream = async (
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<ReadStream> => {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(url, { headers, signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return block;
      }
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return undefined;
      text += value;
    }
  };
  const rest = async (): Promise<readonly string[]> => {
    const blocks: string[] = [];
    for (let block = await next(); block !== undefined; block = await next()) blocks.push(block);
    return blocks;
  };
  return { response, next, rest, leave: () => leaving.abort() };
};
