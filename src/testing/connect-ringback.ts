import { RingbackError } from "../kernel/errors.ts";
import { portOverHttp } from "./port-over-http.ts";
import { openHandle, type RingbackHandle } from "./ringback-handle.ts";

/** Where a ringback runs that was started elsewhere. */
export interface ConnectOptions {
  /** Such as `http://127.0.0.1:5550`. Default: the variable `RINGBACK_URL`, as `ringback exec` sets it. */
  readonly url?: string;
  /** The control token, where one is asked for. Default: the variable `RINGBACK_CONTROL_TOKEN`. */
  readonly controlToken?: string;
  /** The world to act in. Default: main. */
  readonly world?: string;
}

/**
 * Opens a ringback that runs elsewhere: started with `ringback start`, or by another test. Closing lets it run on.
 *
 * @throws A `RingbackError` when the token is wrong (`unauthorized`) or the world is not there (`not_found`), and a
 * `RemoteFailure` when no ringback answers.
 */
export const connectRingback = async (options: ConnectOptions = {}): Promise<RingbackHandle> => {
  const url = requireUrl(options.url ?? process.env["RINGBACK_URL"]);
  const port = portOverHttp(url, options.controlToken ?? process.env["RINGBACK_CONTROL_TOKEN"]);
  const entrance = await port.world("main").ask("control.worlds.get", { name: options.world ?? "main" });
  return openHandle(port, entrance, { end: () => Promise.resolve() });
};

const requireUrl = (text: string | undefined): string => {
  if (text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) {
    return text.replace(/\/+$/, "");
  }
  const message =
    text === undefined
      ? "must be given, or be in the variable RINGBACK_URL: where does ringback run?"
      : `must be where ringback runs, such as http://127.0.0.1:5550, not ${text}`;
  throw new RingbackError("validation_error", `url ${message}`.replace(/(?<![.?])$/, "."), {
    issues: [{ path: "url", message }],
  });
};
