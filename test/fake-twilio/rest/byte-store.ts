import { createServer } from "node:http";
import { closing, listening } from "./listening.ts";

/** Twilio's other host, where media lie: whoever knows the address gets them, and credentials do not belong there. */
export interface ByteStore {
  readonly keep: (name: string, bytes: Uint8Array, contentType: string) => string;
  close(): Promise<void>;
}

export const openByteStore = async (complain: (problem: string) => void): Promise<ByteStore> => {
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly contentType: string }>();
  const server = createServer((incoming, outgoing) => {
    if (incoming.headers.authorization !== undefined) {
      complain(
        "The account's credentials were sent to the host where media lie. They belong to the API's host only.",
      );
    }
    const found = kept.get(incoming.url ?? "");
    if (found === undefined) return void outgoing.writeHead(404).end();
    outgoing.writeHead(200, { "content-type": found.contentType }).end(found.bytes);
  });
  const url = await listening(server);
  return {
    keep(name, bytes, contentType) {
      kept.set(`/${name}`, { bytes, contentType });
      return `${url}/${name}`;
    },
    close: () => closing(server),
  };
};
