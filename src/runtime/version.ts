import { createRequire } from "node:module";

/** This ringback's version, as its package says. */
export const version = String(
  (createRequire(import.meta.url)("../../package.json") as { readonly version: string }).version,
);
