import type { Numbered } from "./events.ts";
import { numberOf } from "./number-of.ts";
import type { Ask } from "./world-port.ts";

/** What is known of a one-time code that somebody typed. */
export interface CheckedCode {
  /** It was sent, was not used before and has not run out. */
  readonly valid: boolean;
  readonly used: boolean;
  readonly expired: boolean;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The one-time codes of a world. */
export interface Codes {
  /** Checks a code that somebody typed, as the site that sent it would, and uses it up. */
  check(code: string, to?: Numbered | string): Promise<CheckedCode>;
}

/** The one-time codes of the world that is asked. */
export const codesOf = (ask: Ask): Codes => ({
  check: async (code, to) => {
    const { otpId: _id, ...checked } = await ask("control.otps.check", {
      code,
      ...(to !== undefined && { to: numberOf(to) }),
    });
    return checked;
  },
});
