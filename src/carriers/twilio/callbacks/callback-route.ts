import type { CallbackKind } from "./callbacks.ts";

/** What a request to the callback listener is about. */
export type CallbackRoute =
  | { readonly room: "callback"; readonly kind: CallbackKind; readonly id: string }
  | { readonly room: "relay" | "media" | "doctor"; readonly id: string };

const kinds: readonly string[] = [
  "sms",
  "text-status",
  "voice",
  "call-status",
  "relay-end",
  "machine",
  "recording",
] satisfies readonly CallbackKind[];

const isKind = (name: string): name is CallbackKind => kinds.includes(name);

/** The path of a callback, `/tw/<kind>` or `/tw/<kind>/<id>`, or of something else that is served. */
export const callbackPath = (name: CallbackKind | "relay" | "media" | "doctor", id = ""): string =>
  id === "" ? `/tw/${name}` : `/tw/${name}/${encodeURIComponent(id)}`;

/** Reads a request's target; undefined for everything that is not served here. */
export const callbackRouteOf = (target: string): CallbackRoute | undefined => {
  const [path = ""] = target.split("?", 1);
  const [, name = "", written = ""] = /^\/tw\/([a-z-]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const id = readId(written);
  if (id === undefined) return undefined;
  if (isKind(name)) return { room: "callback", kind: name, id };
  if (id !== "" && (name === "relay" || name === "media" || name === "doctor")) return { room: name, id };
  return undefined;
};

const readId = (written: string): string | undefined => {
  try {
    return decodeURIComponent(written);
  } catch {
    // Not an id of ours: those are written by encodeURIComponent.
    return undefined;
  }
};
