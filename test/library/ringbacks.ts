import { connectRingback, type RingbackHandle, startRingback, type StartOptions } from "../../src/index.ts";

/** Runs an example with a ringback of its own. */
type Run = (example: (ringback: RingbackHandle) => Promise<void>, options?: StartOptions) => Promise<void>;

const inProcess: Run = async (example, options) => {
  await using ringback = await startRingback(options);
  await example(ringback);
};

/** To its user this ringback runs elsewhere: every question goes over HTTP. */
const overHttp: Run = async (example, options) => {
  await using started = await startRingback({ controlToken: "sesame", ...options });
  await using ringback = await connectRingback({ url: started.url, controlToken: "sesame" });
  await example(ringback);
};

/** A ringback of this process, and one that is reached over HTTP: what is said of one is true of the other. */
export const ringbacks: readonly { readonly where: string; readonly run: Run }[] = [
  { where: "in process", run: inProcess },
  { where: "over HTTP", run: overHttp },
];
