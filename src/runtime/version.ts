import { createRequire } from "node:module";

const own = createRequire(import.meta.url)("../../package.json") as { readonly version: string };

/** This ringback's version, as its package says. */
export const version: string = own.version;
