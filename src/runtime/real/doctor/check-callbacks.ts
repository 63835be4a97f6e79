import { randomBytes } from "node:crypto";
import { createCallbackDoor } from "../../../carriers/twilio/callbacks/create-callback-door.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";
import { type Knocked, knock } from "./knock.ts";

/** What a signed visitor meets: the doctor's own listener, or that of a ringback which runs and knows no nonce of the doctor's. */
type Host = "doctor" | "ringback";

/**
 * Whether Twilio's callbacks would arrive: opens the callback listener as `start` does, and visits it through the public URL,
 * signed, unsigned and as a WebSocket.
 */
export const checkCallbacks = async (
  settings: RealSettings & { readonly publicUrl: string },
  realTime: RealTime,
): Promise<readonly Finding[]> => {
  const door = createCallbackDoor({ settings, realTime, tell: { did: ignore, warn: ignore } });
  const nonce = randomBytes(12).toString("hex");
  door.expect(nonce);
  const findings: Finding[] = [];
  const host = await door.listen().then(
    (): Host => "doctor",
    (error: unknown): Host => {
      findings.push(judgePort(error));
      return "ringback";
    },
  );
  if (findings.at(-1)?.state === "fail") return findings;
  try {
    const { authToken } = settings.account;
    const url = `${settings.publicUrl}/tw/doctor/${nonce}`;
    const signed = await knock({ url, authToken });
    findings.push(judgeSigned(signed, host, nonce, settings));
    if (findings.at(-1)?.state === "fail") return findings;
    findings.push(judgeUnsigned(await knock({ url })));
    findings.push(judgeSocket(await knock({ url, authToken, socket: true })));
    return findings;
  } finally {
    await door.close();
  }
};

/** Whether a ringback that runs here is reached through its public URL. Undefined: it is, and there is nothing to tell. */
export const checkOwnAddress = async (
  settings: RealSettings & { readonly publicUrl: string },
): Promise<Finding | undefined> => {
  const nonce = randomBytes(12).toString("hex");
  const { authToken } = settings.account;
  const signed = await knock({ url: `${settings.publicUrl}/tw/doctor/${nonce}`, authToken });
  const finding = judgeSigned(signed, "ringback", nonce, settings);
  return finding.state === "ok" ? undefined : finding;
};

/** Whether the callback listener could listen. Without a public URL it does as well: the files of texts lie there. */
export const checkCallbackPort = async (settings: RealSettings, realTime: RealTime): Promise<Finding> => {
  const door = createCallbackDoor({ settings, realTime, tell: { did: ignore, warn: ignore } });
  try {
    await door.listen();
    return fine("callback port", `${door.port} is free.`);
  } catch (error) {
    return judgePort(error);
  } finally {
    await door.close();
  }
};

const ignore = (): void => {};

const judgePort = (error: unknown): Finding => {
  const about = "callback port";
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  if ((cause as NodeJS.ErrnoException | undefined)?.code === "EADDRINUSE")
    return odd(about, message, "If a ringback with these settings runs there, that is as it should be.");
  return broken(
    about,
    message,
    "RINGBACK_CALLBACK_HOST and --callback-port say where: 127.0.0.1 and 5551 will do.",
  );
};

/** What each of the two answers to somebody who signed rightly. */
const welcome = { doctor: 200, ringback: 404 } as const;

const judgeSigned = (knocked: Knocked, host: Host, nonce: string, settings: RealSettings): Finding => {
  const about = "callbacks";
  const there = `${settings.callbackHost}:${settings.callbackPort}`;
  if ("why" in knocked) {
    const cure = `See that the tunnel runs, has a valid certificate, and leads to http://${there}.`;
    return broken(about, `Nobody answers at the public URL: ${knocked.why}.`, cure);
  }
  const { status, body, location } = knocked;
  // Where a ringback runs, an empty 404 is all that tells it from a stranger's.
  if (status === welcome[host] && body === (host === "doctor" ? nonce : "")) {
    return fine(about, "A signed request comes in through the public URL and is believed.");
  }
  if (location !== undefined) {
    return broken(
      about,
      "The public URL redirects, and what Twilio signs does not survive that.",
      "Give --public-url where it leads in the end.",
    );
  }
  if (status === 403) {
    return broken(
      about,
      "A signed request comes in and is not believed (403): on its way the path or the query was changed, or another ringback with other settings listens.",
      "Let the tunnel hand paths on as they are, with or without the path of --public-url before them.",
    );
  }
  const cure = `Let the tunnel lead to http://${there}, where ringback listens for callbacks, and not to its other port.`;
  return broken(about, `Something answers at the public URL that is not this ringback (${status}).`, cure);
};

const judgeUnsigned = (knocked: Knocked): Finding => {
  const about = "forgeries";
  const status = "why" in knocked ? knocked.why : knocked.status;
  if (status === 403) return fine(about, "An unsigned request is refused.");
  return broken(
    about,
    `An unsigned request got ${status} in place of 403.`,
    "Something between Twilio and ringback answers for it. Take it away.",
  );
};

const judgeSocket = (knocked: Knocked): Finding => {
  const about = "calls";
  const status = "why" in knocked ? knocked.why : knocked.status;
  if (status === 101) {
    return fine(about, "A WebSocket comes in through the public URL, so calls can be talked in.");
  }
  return broken(
    about,
    `A WebSocket to the public URL got ${status}, so calls would be silent.`,
    "Let the tunnel pass WebSockets (the headers Connection and Upgrade) for the same paths. Texts work without.",
  );
};
