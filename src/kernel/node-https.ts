import { once } from "./once.ts";

/** Node's own https, loaded at first use: what is asked over the network is mostly on this machine, and does without. */
export const nodeHttps = once(() => process.getBuiltinModule("node:https"));
