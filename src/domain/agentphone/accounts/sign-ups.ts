import { RingbackError } from "../../../kernel/errors.ts";
import type { SignUp } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { isDisposable } from "./disposable-domains.ts";
import { openNewcomer, type Newcomer } from "./open-newcomer.ts";

/** How long the emailed code is good for. */
const codeLifetimeMs = 10 * 60_000;

const longestAgentName = 100;

/** How somebody without an account gets one: by a code that is emailed. */
export class SignUps {
  readonly #core: PhoneCore;
  readonly #phone: AgentPhone;
  readonly #world: World;

  constructor(core: PhoneCore, phone: AgentPhone) {
    this.#core = core;
    this.#phone = phone;
    this.#world = core.world;
  }

  /** Emails a code and creates nothing yet. An earlier sign-up of the same address is void from then on. */
  start(spelling: string, agentName: string | undefined): Promise<SignUp> {
    const email = spelling.trim().toLowerCase();
    if (isDisposable(email)) throw refuseDisposable(email);
    return this.#inTurn(email, () => {
      this.#requireNew(email);
      for (const { id, state } of this.#world.tables.signUps.by("email", email)) {
        if (state === "open") this.#close(id, "replaced");
      }
      return this.#open(email, nameFor(email, agentName));
    });
  }

  /**
   * Turns an emailed code into an account with an agent, a number and a key. All of it comes into being or nothing does,
   * and then the code stays good. Throws `verification_failed`, `nothing_available`.
   */
  async verify(id: string, code: string): Promise<Newcomer> {
    const email = this.#world.tables.signUps.get(id)?.email;
    if (email === undefined) throw refuseCode(`There is no sign-up ${id}.`, id);
    return await this.#inTurn(email, async () => {
      const signUp = this.#requireGood(id, code);
      const newcomer = await openNewcomer(this.#core, this.#phone, signUp);
      this.#close(id, "used");
      return newcomer;
    });
  }

  /** A code ran out. */
  expire(id: string): void {
    this.#world.tables.signUps.update(id, { state: "expired", expiryTimer: undefined });
  }

  // What one address asks for happens one after the other, or two sign-ups could become two accounts.
  #inTurn<Result>(email: string, work: () => Promise<Result> | Result): Promise<Result> {
    return this.#world.turns.take(`sign-up ${email}`, work);
  }

  #open(email: string, agentName: string): SignUp {
    const world = this.#world;
    const id = this.#phone.profiles.nextId(this.#core.accounts.default().accountId, "ver");
    const code = world.random("sign-up code", email).digits(6);
    const expiresAt = world.clock.now() + codeLifetimeMs;
    const timer = world.clock.schedule({
      at: expiresAt,
      class: "upkeep",
      kind: "phone.signUp.expiry",
      payload: { signUpId: id },
      boundsQuiet: true,
    });
    const signUp = world.tables.signUps.insert({
      id,
      email,
      agentName,
      code,
      expiresAt,
      state: "open",
      expiryTimer: timer.id,
    });
    this.#phone.mailbox.deliver(email, "Your AgentPhone verification code", letterOf(code), code);
    return signUp;
  }

  #close(id: string, state: "replaced" | "used"): void {
    const { tables, clock } = this.#world;
    const timer = tables.signUps.get(id)?.expiryTimer;
    // A code that is good for nothing must not hold back a clock that waits for quiet.
    if (timer !== undefined) clock.cancel(timer);
    tables.signUps.update(id, { state, expiryTimer: undefined });
  }

  #requireNew(email: string): void {
    if (this.#world.tables.accounts.by("email", email).length === 0) return;
    throw new RingbackError(
      "already_exists",
      `The address ${email} has an account already. Ask whoever reads its mail for a key.`,
      { email, says: "An account with this email already exists. Ask your human for an API key." },
    );
  }

  #requireGood(id: string, code: string): SignUp {
    const signUp = this.#world.tables.signUps.get(id);
    if (signUp?.state === "open" && signUp.code === code.replaceAll(/[\s-]/g, "")) return signUp;
    throw refuseCode(signUp === undefined ? `There is no sign-up ${id}.` : whyNot[signUp.state], id);
  }
}

const whyNot: Readonly<Record<SignUp["state"], string>> = {
  open: "This is not the code that was emailed. The mailbox has it.",
  replaced: "A later sign-up with the same address made this one void: use the code of that one.",
  expired: "The code has run out: it is good for ten minutes. Sign up again for a new one.",
  used: "The code was used: the account is there. A code is good once.",
};

const refuseCode = (why: string, id: string): RingbackError =>
  new RingbackError("verification_failed", why, {
    verification: id,
    says: "Invalid or expired verification code.",
  });

const refuseDisposable = (email: string): RingbackError =>
  new RingbackError("not_possible", `${email} is a throw-away mailbox. Sign up with a lasting one.`, {
    email,
    says: "Disposable email addresses are not allowed.",
  });

/** The name as it was said, or one made of the address. */
const nameFor = (email: string, said: string | undefined): string => {
  const name = said?.trim() ?? "";
  const chosen = name === "" ? `${email.slice(0, email.indexOf("@"))}'s agent` : name;
  return Array.from(chosen).slice(0, longestAgentName).join("");
};

const letterOf = (code: string): string =>
  `Somebody who acts for you wants an AgentPhone account. Your code is ${code}. It is good for ten minutes. Give it to nobody but your own agent.`;
