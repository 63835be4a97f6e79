import type { Carrier } from "../../../carriers/carrier.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import type { Verification } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import { parsePhoneNumber } from "../../numbers/e164.ts";
import { protectedNumberReason } from "../../../kernel/numbers/protected-numbers.ts";
import type { Codes } from "../../people/codes.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

/** The number that codes come from: the one of toll-free fiction, which no line is ever given. */
export const serviceNumber = "+18005550199";

const codeLifetimeMs = 10 * 60_000;
const attempts = 3;

/** What the vendor says of a code that somebody typed. */
export type VerificationResult = "ok" | "incorrect" | "exhausted" | "expired" | "already_verified";

/** Codes that are texted to prove that somebody holds a number. */
export class Verifications {
  readonly #world: World;
  readonly #carrier: Carrier;
  readonly #codes: Codes;
  readonly #phone: AgentPhone;

  constructor({ world, carrier, codes }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#carrier = carrier;
    this.#codes = codes;
    this.#phone = phone;
  }

  /** Texts a code to a number. Whoever holds the number has it as a one-time code until it is used or ten minutes are over. */
  async send(accountId: string, spelling: string): Promise<Verification> {
    const phoneNumber = await readNumber(spelling);
    const world = this.#world;
    const id = this.#phone.profiles.nextId(accountId, "ver");
    const code = world.random("verification code", phoneNumber).digits(6);
    const expiresAt = world.clock.now() + codeLifetimeMs;
    const messageId = this.#text(phoneNumber, `Your verification code is ${code}`);
    this.#codes.issue({ from: serviceNumber, to: phoneNumber, code, messageId, expiresAt });
    const open = { attemptsLeft: attempts, verified: false };
    return world.tables.verifications.insert({ id, accountId, phoneNumber, code, expiresAt, ...open });
  }

  /** Compares what somebody typed. Three wrong codes are enough; a good one costs the account. Throws `not_found`. */
  check(accountId: string, id: string, typed: string): { result: VerificationResult; attemptsLeft: number } {
    const { tables, clock } = this.#world;
    const row = tables.verifications.get(id);
    if (row?.accountId !== accountId) throw unknown(id);
    const { verified, expiresAt, attemptsLeft, code, phoneNumber } = row;
    if (verified) return { result: "already_verified", attemptsLeft };
    if (attemptsLeft === 0) return { result: "exhausted", attemptsLeft };
    if (clock.now() >= expiresAt) return { result: "expired", attemptsLeft };
    const left = attemptsLeft - 1;
    if (typed !== code) {
      tables.verifications.update(id, { attemptsLeft: left });
      return { result: left === 0 ? "exhausted" : "incorrect", attemptsLeft: left };
    }
    tables.verifications.update(id, { verified: true });
    this.#codes.check(code, phoneNumber);
    this.#phone.ledger.charge(accountId, "verification", prices.verification, id);
    return { result: "ok", attemptsLeft };
  }

  /** Lets a text arrive, where the number is a line that takes texts. Answers the id that the line gave it. */
  #text(to: string, body: string): string {
    const { lines, messages } = this.#world.tables;
    if (lines.get(to)?.capabilities.includes("sms") !== true) return "";
    this.#carrier.people?.text({ from: serviceNumber, to, body });
    return messages.by("line", to).at(-1)?.id ?? "";
  }
}

const readNumber = async (spelling: string): Promise<string> => {
  const reason = protectedNumberReason(spelling);
  const number = reason === undefined ? await parsePhoneNumber(spelling, "US") : undefined;
  if (number !== undefined && protectedNumberReason(number) === undefined) return number;
  const message = "Value error, Invalid phone number.";
  throw new RingbackError(
    "validation_error",
    reason ?? `${spelling} is not a telephone number. Write it in E.164 form, such as +14155550123.`,
    { issues: [{ path: "phone_number", message }] },
  );
};

const unknown = (id: string): RingbackError =>
  new RingbackError("not_found", `This account has no verification ${id}.`, {
    resource: "verification",
    id,
    says: "Verification not found.",
  });
