import type { Email } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { PhoneCore } from "../agentphone.ts";

/** What would have been emailed. */
export class Mailbox {
  readonly #world: World;

  constructor({ world }: PhoneCore) {
    this.#world = world;
  }

  /** Puts a letter with a code into the mailbox. */
  deliver(to: string, subject: string, body: string, code: string): Email {
    const email = this.#world.tables.emails.insert({
      id: this.#world.nextId("email"),
      to,
      subject,
      body,
      code,
      at: this.#world.clock.now(),
    });
    this.#world.announce("code.emailed", { to, code, emailId: email.id });
    return email;
  }

  /** The letters to somebody, or to everybody, newest first. */
  list(to?: string): readonly Email[] {
    const { emails } = this.#world.tables;
    return (to === undefined ? [...emails.all()] : emails.by("to", to)).toReversed();
  }
}
