import type { phoneAccountOperations } from "../../contract/control/phone-accounts.ts";
import type { Ledger } from "../../domain/agentphone/money/ledger.ts";
import { dollarsToMills, millsToDollars } from "../../kernel/money.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { LedgerEntry, Profile } from "../../world/agentphone-entities.ts";
import type { HandlersOf } from "../context.ts";

export const phoneAccountHandlers: HandlersOf<typeof phoneAccountOperations> = {
  "control.mailbox.list": ({ to, limit = 100 }, { running }) => {
    const emails = running.domain.agentphone.mailbox.list(to?.trim().toLowerCase()).slice(0, limit);
    return {
      emails: emails.map(({ at, code, ...email }) => ({
        ...email,
        ...(code !== undefined && { code }),
        at: toMillisecondText(at),
      })),
    };
  },
  "control.profiles.get": ({ accountId }, { running }) => {
    running.domain.accounts.get(accountId);
    return writeProfile(running.domain.agentphone.profiles.of(accountId));
  },
  "control.profiles.change": ({ accountId, ...wishes }, { running }) => {
    const change = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
    return writeProfile(running.domain.agentphone.profiles.change(accountId, change));
  },
  "control.credit.get": ({ accountId }, { running }) => ({
    account: accountId,
    creditUsd: writeCredit(running.domain.agentphone.ledger, accountId),
  }),
  "control.credit.set": ({ accountId, creditUsd }, { running }) => {
    const { ledger } = running.domain.agentphone;
    ledger.setCredit(accountId, creditUsd === null ? undefined : dollarsToMills(creditUsd), "control");
    return { account: accountId, creditUsd: writeCredit(ledger, accountId) };
  },
  "control.ledger.list": ({ accountId, limit = 100 }, { running }) => {
    const { ledger } = running.domain.agentphone;
    const entries = ledger.entries(accountId);
    const charges = entries.filter(({ kind }) => kind !== "credit");
    return {
      account: accountId,
      costUsd: costOf(charges),
      creditUsd: writeCredit(ledger, accountId),
      totals: totalsOf(charges),
      entries: entries.slice(-limit).toReversed().map(writeEntry),
    };
  },
  "control.registrations.decide": ({ accountId, status }, { running }) => {
    const { id, status: decided } = running.domain.agentphone.registrations.decide(accountId, status);
    return { account: id, status: decided };
  },
};

const writeProfile = ({ id, emptyAreaCodes, voiceOddities, ...profile }: Profile) => ({
  account: id,
  ...profile,
  emptyAreaCodes: [...emptyAreaCodes],
  voiceOddities: [...voiceOddities],
});

const writeCredit = (ledger: Ledger, accountId: string): string | null => {
  const mills = ledger.balance(accountId);
  return mills === undefined ? null : millsToDollars(mills);
};

const costOf = (entries: readonly LedgerEntry[]): string =>
  millsToDollars(-entries.reduce((sum, { amountMills }) => sum + amountMills, 0) || 0);

/** How often each kind of thing was charged for and what it came to, in the order in which kinds first appear. */
const totalsOf = (charges: readonly LedgerEntry[]) => {
  const kinds = new Map<string, LedgerEntry[]>();
  for (const charge of charges) {
    const alike = kinds.get(charge.kind);
    if (alike === undefined) kinds.set(charge.kind, [charge]);
    else alike.push(charge);
  }
  return Array.from(kinds, ([kind, rows]) => ({ kind, count: rows.length, costUsd: costOf(rows) }));
};

const writeEntry = ({ id, kind, amountMills, reference, forAccountId, at }: LedgerEntry) => ({
  id,
  kind,
  amountUsd: millsToDollars(amountMills),
  reference,
  account: forAccountId,
  at: toMillisecondText(at),
});
