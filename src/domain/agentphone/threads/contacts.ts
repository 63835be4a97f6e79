import { RingbackError } from "../../../kernel/errors.ts";
import type { Contact } from "../../../world/thread-entities.ts";
import type { World } from "../../../world/world.ts";
import { parsePhoneNumber } from "../../numbers/e164.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { newestPage, type Page } from "../paging.ts";

/** Somebody to be put into an address book. */
export interface ContactWish {
  /** In any spelling; a national one is American. */
  readonly phoneNumber: string;
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly notes?: string | null | undefined;
}

/** Which contacts of an address book are wanted. */
export interface ContactQuery {
  readonly limit: number;
  readonly offset?: number | undefined;
  /** What the name or the number holds, whatever the case. */
  readonly search?: string | undefined;
}

/** The address books of accounts. */
export class Contacts {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Who of an account's address book has a number. */
  find(accountId: string, phoneNumber: string): Contact | undefined {
    return this.#world.tables.contacts.by("phone", `${accountId} ${phoneNumber}`)[0];
  }

  /** Throws `not_found` for a contact that the account does not have. */
  get(accountId: string, id: string): Contact {
    const contact = this.#world.tables.contacts.get(id);
    if (contact?.accountId === accountId) return contact;
    throw new RingbackError("not_found", `This account has no contact ${id}.`, {
      resource: "contact",
      id,
      says: "Contact not found.",
    });
  }

  /** An account's contacts, newest first. */
  list(accountId: string, { search = "", ...page }: ContactQuery): Page<Contact> {
    const all = this.#world.tables.contacts.by("account", accountId);
    const part = search.toLowerCase();
    if (part === "") return newestPage(all, page);
    const found = all.filter(
      ({ name, phoneNumber }) => name.toLowerCase().includes(part) || phoneNumber.includes(part),
    );
    return newestPage(found, page);
  }

  /** Throws `validation_error` for what is no number, and `already_exists` for one that the account has. */
  async create(accountId: string, { phoneNumber, name, email, notes }: ContactWish): Promise<Contact> {
    const number = await readNumber(phoneNumber);
    this.#requireNew(accountId, number);
    const now = this.#world.clock.now();
    const contact = this.#world.tables.contacts.insert({
      id: this.#phone.profiles.nextId(accountId, "ct"),
      accountId,
      phoneNumber: number,
      name,
      email: email ?? null,
      notes: notes ?? null,
      createdAt: now,
      updatedAt: now,
    });
    this.#tell(contact, "added");
    return contact;
  }

  /** Changes what is said. Null takes an email address or notes away; a name and a number nobody can be without. */
  async change(
    accountId: string,
    id: string,
    change: { readonly [Field in keyof ContactWish]?: ContactWish[Field] | null | undefined },
  ): Promise<Contact> {
    const { name, email, notes } = change;
    this.get(accountId, id);
    const spelling = change.phoneNumber ?? undefined;
    const phoneNumber = spelling === undefined ? undefined : await readNumber(spelling);
    // It may have gone while the number was read.
    const contact = this.get(accountId, id);
    if (phoneNumber !== undefined && phoneNumber !== contact.phoneNumber) {
      this.#requireNew(accountId, phoneNumber);
    }
    const changed = this.#world.tables.contacts.update(id, {
      ...(phoneNumber !== undefined && { phoneNumber }),
      ...(typeof name === "string" && { name }),
      ...(email !== undefined && { email }),
      ...(notes !== undefined && { notes }),
      updatedAt: this.#world.clock.now(),
    });
    this.#tell(changed, "changed");
    return changed;
  }

  remove(accountId: string, id: string): void {
    const contact = this.get(accountId, id);
    this.#world.tables.contacts.remove(id);
    this.#tell(contact, "removed");
  }

  #requireNew(accountId: string, phoneNumber: string): void {
    const known = this.find(accountId, phoneNumber);
    if (known === undefined) return;
    throw new RingbackError(
      "already_exists",
      `The contact ${known.id} has the number ${phoneNumber} already. Change that one, or give another number.`,
      { id: known.id, says: "A contact with this phone number already exists." },
    );
  }

  #tell({ accountId, id, phoneNumber }: Contact, what: "added" | "changed" | "removed"): void {
    this.#world.announce("contact.changed", { account: accountId, contactId: id, number: phoneNumber, what });
  }
}

const readNumber = async (spelling: string): Promise<string> => {
  const number = await parsePhoneNumber(spelling, "US");
  if (number !== undefined) return number;
  const message = `Value error, ${spelling} is not a telephone number. Write it in E.164 form, such as +14155550123.`;
  throw new RingbackError("validation_error", message, { issues: [{ path: "phoneNumber", message }] });
};
