import { RingbackError } from "../kernel/errors.ts";
import type { Ask } from "./world-port.ts";

/** What was emailed to somebody. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The code in it, if it brings one. */
  readonly code?: string;
  /** Milliseconds since 1970 on the world's clock. */
  readonly at: number;
}

/** What would have been emailed, such as AgentPhone's codes for signing up. No letter leaves this machine. */
export interface Mailbox {
  /** The latest thousand letters, to everybody or to one address, newest first. */
  list(to?: string): Promise<readonly Letter[]>;
  /** The newest letter. Throws `not_found` when there is none yet; `wait("code.emailed")` waits for one. */
  latest(to?: string): Promise<Letter>;
  /** The code in the newest letter that brings one. Throws `not_found` when there is none yet. */
  code(to?: string): Promise<string>;
}

/** The mailbox of the world that is asked. */
export const mailboxOf = (ask: Ask): Mailbox => {
  const list = async (to?: string): Promise<readonly Letter[]> => {
    const { emails } = await ask("control.mailbox.list", { limit: 1000, ...(to !== undefined && { to }) });
    return emails.map(({ code, at, ...letter }) => ({
      ...letter,
      ...(code !== undefined && { code }),
      at: Date.parse(at),
    }));
  };
  return {
    list,
    latest: async (to) => (await list(to))[0] ?? nothing("no letter", to),
    code: async (to) =>
      (await list(to)).find(({ code }) => code !== undefined)?.code ?? nothing("no letter with a code", to),
  };
};

const nothing = (what: string, to = ""): never => {
  const whose = to === "" ? "" : ` to ${to}`;
  const message = `There is ${what}${whose} yet. wait("code.emailed") waits for one.`;
  throw new RingbackError("not_found", message, { resource: "email", id: to });
};
