import { redirectUrl } from "./redirect-url.ts";

/** Makes `fetch` go to ringback where it was meant for a vendor. */
export const redirectFetch = (base: string): void => {
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const written = input instanceof Request ? input.url : input.toString();
    const target = URL.canParse(written) ? redirectUrl(new URL(written), base) : undefined;
    if (target === undefined) return original(input, init);
    return request === undefined ? original(target, init) : original(new Request(target, request), init);
  };
};
