import type { OutboxRow, RealState, Reservation } from "../../carriers/twilio/state/real-state.ts";

/**
 * Takes out of a state what nobody will ask for again, so that it does not grow for ever. What lies in the future stays:
 * it is the clock that may be wrong now, and a day's money must not begin again for that.
 */
export const forgetOld = (state: RealState, now: number): void => {
  const begun = Date.parse(`${state.spend.day}T00:00:00Z`);
  const longAgo = now - 35 * day;
  keepOnly(state.spend.reserved, (row) => row.at >= begun || (isOpen(row) && row.at >= longAgo));
  keepOnly(state.outbox, (row) => isUnfinished(row) || row.kind === "buy" || row.at >= longAgo);
  state.past = state.past.filter(({ at }) => at > now - day);
};

const day = 86_400_000;

const isOpen = ({ cost }: Reservation): boolean => cost === undefined;

const isUnfinished = ({ state }: OutboxRow): boolean => state === "sending" || state === "unknown";

const keepOnly = <Row>(record: Record<string, Row>, isKept: (row: Row) => boolean): void => {
  for (const [id, row] of Object.entries(record)) if (!isKept(row)) delete record[id];
};
