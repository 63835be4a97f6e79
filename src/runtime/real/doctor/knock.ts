import { request as plainRequest } from "node:http";
import { request as safeRequest } from "node:https";
import { signatureOf } from "../../../carriers/twilio/signature/sign.ts";

/** What came back from the public URL: a status, with where it redirects to; or why nothing came. */
export type Knocked =
  | { readonly status: number; readonly body: string; readonly location?: string | undefined }
  | { readonly why: string };

interface Visit {
  readonly url: string;
  /** Signs it as Twilio would; without it the visitor is a stranger. */
  readonly authToken?: string | undefined;
  /** Asks for a WebSocket. */
  readonly socket?: true;
}

/** How long to wait for an answer, in milliseconds. */
const patience = 10_000;

/** Visits the public URL from outside, as Twilio would. Redirects are not followed, since Twilio's signature does not survive them. */
export const knock = ({ url, authToken, socket }: Visit): Promise<Knocked> =>
  new Promise((resolve) => {
    const open = url.startsWith("https:") ? safeRequest : plainRequest;
    const signed = socket ? url.replace(/^http/, "ws") : url;
    const request = open(url, {
      // A way through a tunnel that is kept open says nothing of a new one.
      agent: false,
      signal: AbortSignal.timeout(patience),
      headers: {
        "user-agent": "ringback doctor",
        ...(authToken !== undefined && { "x-twilio-signature": signatureOf(authToken, signed) }),
        ...(socket && handshake),
      },
    });
    request.once("upgrade", (_response, connection) => {
      connection.destroy();
      resolve({ status: 101, body: "" });
    });
    request.once("response", (response) => {
      const { statusCode: status = 0, headers } = response;
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += body.length > 1_000 ? "" : text;
      });
      response.once("end", () => resolve({ status, body, location: headers.location }));
      response.once("error", (error) => resolve({ why: describe(error) }));
    });
    request.once("error", (error) => resolve({ why: describe(error) }));
    request.end();
  });

// The value is the one of the protocol's own example: any would do, since the doctor says nothing over it.
const handshake = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

const describe = (error: Error): string => {
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return `no answer within ${patience / 1_000} seconds`;
  return (error as NodeJS.ErrnoException).code ?? error.message;
};
