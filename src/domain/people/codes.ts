import { toMillisecondText } from "../../kernel/time-text.ts";
import type { OneTimeCode } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { spokenCodes } from "./spoken-codes.ts";

/** What became of a code that somebody typed. `used` and `expired` say how it stood before. */
export interface CodeCheck {
  readonly valid: boolean;
  readonly used: boolean;
  readonly expired: boolean;
  /** The code, where one like it was ever sent. */
  readonly found?: OneTimeCode;
}

type NewCode = Omit<OneTimeCode, "id" | "used" | "expired" | "expiryTimer">;

/** The one-time codes that were texted, until they are used or expire. */
export class Codes {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Remembers a code that was texted. */
  issue(issued: NewCode): OneTimeCode {
    const { clock, tables } = this.#world;
    const { from, to, code, messageId, expiresAt } = issued;
    const id = this.#world.nextId("otp");
    const row = tables.oneTimeCodes.insert({ ...issued, id, used: false, expired: false });
    const told = { from, to, code, otpId: id, messageId };
    if (expiresAt === undefined) {
      this.#world.announce("otp.issued", told);
      return row;
    }
    this.#world.announce("otp.issued", { ...told, expiresAt: toMillisecondText(expiresAt) });
    const timer = clock.schedule({
      at: expiresAt,
      class: "upkeep",
      kind: "code.expiry",
      payload: { otpId: id },
      boundsQuiet: true,
    });
    return tables.oneTimeCodes.update(id, { expiryTimer: timer.id });
  }

  /** Takes a code that somebody typed, as a site would: good once, and only until it expires. */
  check(typed: string, to: string | undefined): CodeCheck {
    const alike = this.#world.tables.oneTimeCodes
      .by("code", typed)
      .filter((row) => to === undefined || row.to === to);
    const found = alike.findLast(({ used, expired }) => !used && !expired) ?? alike.at(-1);
    if (found === undefined) return { valid: false, used: false, expired: false };
    const { used, expired } = found;
    if (!used) this.#use(found);
    return { valid: !used && !expired, used, expired, found };
  }

  /** Uses up every outstanding code in a text that was sent, among those that came to the lines one asks about. */
  noticeIn(text: string, isOurs: (line: string) => boolean): void {
    if (this.#world.tables.oneTimeCodes.size === 0) return;
    const tokens = text.matchAll(/(?<![\p{L}\p{N}])\d(?:[ -]?\d){3,7}(?![\p{L}\p{N}])/gu);
    for (const [token] of tokens) this.#notice(token.replaceAll(/[ -]/g, ""), isOurs);
  }

  /** Uses up every outstanding code in something that was said, in words or in digits, or in keys that were pressed. */
  noticeSpoken(speech: string, isOurs: (line: string) => boolean): void {
    if (this.#world.tables.oneTimeCodes.size === 0) return;
    for (const code of spokenCodes(speech)) this.#notice(code, isOurs);
  }

  /** The code that a text brought, if it brought one. */
  ofMessage(messageId: string): OneTimeCode | undefined {
    return this.#world.tables.oneTimeCodes.by("message", messageId).at(0);
  }

  /** A code ran out. */
  expire(id: string): void {
    const { from, to, code } = this.#world.tables.oneTimeCodes.update(id, { expired: true });
    this.#world.announce("otp.expired", { from, to, code, otpId: id });
  }

  #notice(code: string, isOurs: (line: string) => boolean): void {
    const alike = this.#world.tables.oneTimeCodes.by("code", code);
    const found = alike.findLast(({ used, to }) => !used && isOurs(to));
    if (found !== undefined) this.#use(found);
  }

  #use({ id, from, to, code, expired, expiryTimer }: OneTimeCode): void {
    this.#world.tables.oneTimeCodes.update(id, { used: true });
    // A used code has nothing left to expire, and must not hold back a clock that waits for quiet.
    if (expiryTimer !== undefined) this.#world.clock.cancel(expiryTimer);
    this.#world.announce("otp.used", { from, to, code, otpId: id, expired });
  }
}
