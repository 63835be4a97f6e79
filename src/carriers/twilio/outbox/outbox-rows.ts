import { createHash } from "node:crypto";
import { maskNumber } from "../rails/masked.ts";
import type { OutboxRow } from "../state/real-state.ts";
import type { Errand } from "./outbox.ts";

/** Nobody is looked for any more by a row that is closed, so it says only in part who was reached. */
export const recipientOf = ({ to, state }: OutboxRow): Pick<OutboxRow, "to"> =>
  to === undefined || state === "sending" || state === "unknown" ? {} : { to: maskNumber(to) };

/** Whether a row is of this very errand. */
export const isSame = (row: OutboxRow, { kind, from, to, body }: Errand<{ readonly sid: string }>): boolean =>
  // A purchase is known by its id alone: which number is free may differ each time.
  row.kind === kind &&
  (kind === "buy" ||
    (row.from === from &&
      isRecipient(row, to) &&
      row.bodyHash === (body === undefined ? undefined : hashOf(body))));

const isRecipient = (row: OutboxRow, to: string | undefined): boolean =>
  row.to === to || (to !== undefined && row.to === maskNumber(to));

/** What stands for a text's words in a row. */
export const hashOf = (body: string): string => createHash("sha256").update(body).digest("hex");

/** What errands have in common that cannot be told apart at Twilio. */
export const likenessOf = ({ id, kind, from, to, body = "" }: Errand<{ readonly sid: string }>): string =>
  JSON.stringify(kind === "buy" ? [kind, id] : [kind, from, to, hashOf(body)]);
