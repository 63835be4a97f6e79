import type { Instant } from "../../kernel/clock/clock.ts";

/** A part of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly total: number;
}

/** The newest rows first, from a list that holds the oldest first, so many after so many are left out. */
export const newestPage = <Row>(
  rows: readonly Row[],
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number | undefined },
): Page<Row> => {
  const end = Math.max(0, rows.length - offset);
  const start = Math.max(0, end - limit);
  return { rows: rows.slice(start, end).toReversed(), hasMore: start > 0, total: rows.length };
};

/** Bounds of a list that is paged by time, both exclusive. */
export interface TimeBounds {
  readonly limit: number;
  readonly before?: Instant | undefined;
  readonly after?: Instant | undefined;
}

/**
 * The newest rows within the bounds, newest first. The list holds the oldest first, by `atOf`; rows of one instant keep
 * their order, and a bound leaves all of them out.
 */
export const timePage = <Row>(
  rows: readonly Row[],
  { limit, before, after }: TimeBounds,
  atOf: (row: Row) => Instant,
): Omit<Page<Row>, "total"> => {
  const end = before === undefined ? rows.length : firstWhere(rows, (row) => atOf(row) >= before);
  const low = after === undefined ? 0 : firstWhere(rows, (row) => atOf(row) > after);
  const start = Math.max(low, end - limit);
  return {
    rows: start < end ? rows.slice(start, end).toReversed() : [],
    hasMore: start > low && start < end,
  };
};

/** The place of the first row of which something holds, where it holds of all rows after that one. */
export const firstWhere = <Row>(rows: readonly Row[], holds: (row: Row) => boolean): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && holds(row)) high = middle;
    else low = middle + 1;
  }
  return low;
};
