import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneAgent, PhoneNumber, SignUp } from "../../../world/agentphone-entities.ts";
import type { Account } from "../../../world/entities.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";

/** What a new account can spend before anybody pays for it: $5.00. */
const startingCreditMills = 5000;

/** An account that a sign-up made, and all it came with. */
export interface Newcomer {
  readonly account: Account;
  readonly agent: PhoneAgent;
  readonly number: PhoneNumber;
  readonly key: string;
}

/** Makes an account with credit, a hosted agent, a number in the United States and a key; or nothing at all, and says why. */
export const openNewcomer = async (core: PhoneCore, phone: AgentPhone, signUp: SignUp): Promise<Newcomer> => {
  const { accounts } = core;
  const usual = phone.profiles.of(accounts.default().accountId);
  if (usual.emptyAreaCodes.includes("*")) throw noNumber();
  const { email, agentName } = signUp;
  const id = phone.profiles.nextId(usual.id, "acct");
  const { account, phoneKey } = accounts.create(email, undefined, { email, creditMills: 0 }, id);
  try {
    phone.ledger.credit(account.id, startingCreditMills, "sign-up");
    // What was set for everybody holds for newcomers, but what others bought is not theirs; the first number is on credit.
    const { id: _id, ...inherited } = usual;
    const own = {
      ...inherited,
      hasPaymentMethod: false,
      recording: false,
      enforceNumberLimit: true,
      hostedVoiceSecret: null,
    };
    phone.profiles.change(account.id, { ...own, requirePaymentMethod: false });
    const agent = phone.agents.create(account.id, starterAgent(agentName));
    const number = await phone.numbers.buy(account.id, { country: "US", agentId: agent.id });
    phone.profiles.change(account.id, own);
    return { account, agent, number, key: phoneKey };
  } catch (error) {
    forget(core, account.id);
    throw isShortage(error) ? noNumber(error) : error;
  }
};

const starterAgent = (name: string) => ({
  name,
  voiceMode: "hosted" as const,
  systemPrompt: `You are ${name}, a helpful assistant on the phone. Be brief, friendly and clear.`,
  beginMessage: "Hello! How can I help you?",
});

/** Leaves no trace of an account in the tables. */
const forget = ({ world, accounts }: PhoneCore, accountId: string): void => {
  const { phoneAgents, ledger } = world.tables;
  for (const table of [phoneAgents, ledger]) {
    for (const { id } of table.by("account", accountId).slice()) table.remove(id);
  }
  accounts.remove(accountId, "The sign-up could not be completed.");
};

const isShortage = (error: unknown): error is RingbackError =>
  error instanceof RingbackError &&
  (error.code === "nothing_available" || error.code === "number_unavailable");

const noNumber = (shortage?: RingbackError): RingbackError =>
  new RingbackError(
    "nothing_available",
    // What a real carrier says holds the cure.
    shortage?.code === "number_unavailable"
      ? `No account was made, and the code stays good. ${shortage.message}`
      : "There is no number in the United States to give out now, so no account was made. The code stays good: try again later.",
    { says: "No US phone numbers are available right now. Please try again shortly." },
  );
