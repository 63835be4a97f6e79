import { RingbackError } from "../../../kernel/errors.ts";
import type { World } from "../../../world/world.ts";
import { parsePhoneNumber } from "../../numbers/e164.ts";
import { awaitPhoneNumbers, countryOfNumber } from "../../numbers/e164.ts";
import { protectedNumberReason } from "../../../kernel/numbers/protected-numbers.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

/** What is known of a number. */
export interface LookedUp {
  readonly phoneNumber: string;
  readonly lineType: "voip" | "mobile";
  readonly country: string | null;
  readonly rcsEnabled: boolean;
}

/** Which channels reach a number. */
export interface Reach {
  readonly phoneNumber: string;
  readonly imessage: boolean;
  readonly sms: boolean;
}

const mostNumbers = 25;

/** What can be asked about numbers that are not one's own. */
export class Lookups {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Says of each number what kind of line it is, and charges for each. Throws `validation_error`, or for want of money. */
  async look(accountId: string, spellings: readonly string[]): Promise<readonly LookedUp[]> {
    if (spellings.length > mostNumbers) {
      throw refuse(
        "phoneNumbers",
        `must be at most ${mostNumbers} numbers, and these are ${spellings.length}`,
      );
    }
    const looked: LookedUp[] = [];
    for (const spelling of spellings)
      looked.push(await this.#lookAt(await readPhoneNumber("phoneNumbers", spelling)));
    const { ledger } = this.#phone;
    ledger.requireBalance(accountId, looked.length * prices.lookup);
    for (const { phoneNumber } of looked) ledger.charge(accountId, "lookup", prices.lookup, phoneNumber);
    return looked;
  }

  /** Says which channels a number has. Throws `not_possible` for an account that has no iMessage line to ask with. */
  async reach(accountId: string, spelling: string): Promise<Reach> {
    const phoneNumber = await readPhoneNumber("phone_number", spelling);
    const { phoneNumbers, people, lines } = this.#world.tables;
    const own = phoneNumbers.by("account", accountId);
    if (!own.some(({ status, type }) => status === "active" && type === "imessage"))
      throw needsImessageLine();
    const imessage =
      this.#phone.numbers.ofLine(phoneNumber)?.type === "imessage" ||
      people.get(phoneNumber)?.imessage === true;
    return { phoneNumber, imessage, sms: lines.get(phoneNumber)?.capabilities.includes("sms") ?? true };
  }

  async #lookAt(phoneNumber: string): Promise<LookedUp> {
    const isLine = this.#world.tables.lines.get(phoneNumber) !== undefined;
    await awaitPhoneNumbers();
    const country = countryOfNumber(phoneNumber) ?? null;
    return { phoneNumber, lineType: isLine ? "voip" : "mobile", country, rcsEnabled: false };
  }
}

/** Reads a number that is only asked about, in any usual spelling. Throws `validation_error`. */
export const readPhoneNumber = async (field: string, spelling: string): Promise<string> => {
  const reason = protectedNumberReason(spelling);
  if (reason !== undefined) throw refuse(field, reason);
  const number = await parsePhoneNumber(spelling, "US");
  if (number !== undefined) return number;
  throw refuse(
    field,
    `holds ${JSON.stringify(spelling)}, which is not a telephone number; write it like +14155550123`,
  );
};

const refuse = (path: string, message: string): RingbackError =>
  new RingbackError("validation_error", `${path} ${message}.`, { issues: [{ path, message }] });

const needsImessageLine = (): RingbackError =>
  new RingbackError(
    "not_possible",
    "This account has no iMessage line, and only such a line can ask what another has. Declare one, or set the profile's numberType.",
    { says: "An iMessage-enabled phone number is required to check capabilities." },
  );
