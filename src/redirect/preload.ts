import { redirectFetch } from "./redirect-fetch.ts";
import { redirectRequests } from "./redirect-requests.ts";

/**
 * Loaded into a Node process before its own code (`node --import …`): whatever it sends to the vendors' hosts by fetch,
 * http or https goes to the ringback that RINGBACK_REDIRECT names. Everything else goes where it was meant to.
 */
const base = process.env["RINGBACK_REDIRECT"];
if (base !== undefined && URL.canParse(base)) {
  redirectFetch(base);
  redirectRequests(base);
}
