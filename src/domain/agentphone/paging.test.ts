import * as fc from "fast-check";
import { expect, it } from "vitest";
import { newestPage, timePage } from "./paging.ts";

const rowsUpTo = (count: number) => Array.from({ length: count }, (_, place) => place);

it("walks all rows once, newest first, whatever the size of a page", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, limit) => {
      const rows = rowsUpTo(count);
      const walked: number[] = [];
      for (let offset = 0; ; offset += limit) {
        const page = newestPage(rows, { limit, offset });
        walked.push(...page.rows);
        expect(page.total).toBe(count);
        expect(page.hasMore).toBe(walked.length < count);
        if (!page.hasMore) break;
      }
      expect(walked).toEqual(rows.toReversed());
      expect(newestPage(rows, { limit, offset: count + 1 })).toEqual({
        rows: [],
        hasMore: false,
        total: count,
      });
    }),
  );
});

it("answers the newest rows between two instants, and neither instant's own", () => {
  const bound = fc.option(fc.integer({ min: -1, max: 11 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(fc.nat(10), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      bound,
      bound,
      (instants, limit, before, after) => {
        const rows = instants.toSorted((one, other) => one - other).map((at, place) => ({ at, place }));
        const wanted = rows
          .filter(({ at }) => (before === undefined || at < before) && (after === undefined || at > after))
          .toReversed();
        const page = timePage(rows, { limit, before, after }, ({ at }) => at);
        expect(page.rows).toEqual(wanted.slice(0, limit));
        expect(page.hasMore).toBe(wanted.length > limit);
      },
    ),
  );
});
