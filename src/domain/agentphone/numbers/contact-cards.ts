import { RingbackError } from "../../../kernel/errors.ts";
import type { ContactCard, PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";

const emptyCard: ContactCard = { firstName: null, lastName: null, displayName: null, avatarUrl: null };

/** The cards that numbers on iMessage show of themselves. */
export class ContactCards {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Where none is set the account's profile decides: an empty card, or `not_found`. Throws `not_possible` off iMessage. */
  get(accountId: string, numberId: string): ContactCard {
    const number = this.#requireImessage(accountId, numberId);
    if (number.card) return number.card;
    if (this.#phone.profiles.of(accountId).missingContactCard === "empty") return emptyCard;
    throw new RingbackError("not_found", `The number ${number.phoneNumber} has no contact card.`, {
      resource: "contact card",
      id: numberId,
      says: "Contact card not found.",
    });
  }

  put(accountId: string, numberId: string, card: Partial<ContactCard>): ContactCard {
    const { id } = this.#requireImessage(accountId, numberId);
    const whole = { ...emptyCard, ...card };
    this.#world.tables.phoneNumbers.update(id, { card: whole });
    return whole;
  }

  /** Removes a card, if there is one, on whatever kind of number. */
  remove(accountId: string, numberId: string): void {
    const { id } = this.#phone.numbers.get(accountId, numberId);
    this.#world.tables.phoneNumbers.update(id, { card: null });
  }

  #requireImessage(accountId: string, numberId: string): PhoneNumber {
    const number = this.#phone.numbers.getActive(accountId, numberId);
    if (number.type === "imessage") return number;
    throw new RingbackError(
      "not_possible",
      `The number ${number.phoneNumber} is on SMS. Only a number on iMessage shows a contact card.`,
      { id: numberId, says: "Contact cards are only available for iMessage numbers." },
    );
  }
}
