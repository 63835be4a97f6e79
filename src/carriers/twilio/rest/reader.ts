import type { ApiAddress } from "./api-address.ts";
import type { Ask } from "./ask.ts";

/** A list of the account's. */
export interface Listing {
  readonly path: readonly string[];
  /** The name under which its rows stand in an answer. */
  readonly key: string;
  readonly query?: object;
}

/** Reads what Twilio keeps: one thing, all of a list, or the first page of it. */
export interface Reader {
  one<Facts>(what: string, path: readonly string[], isSound: (json: unknown) => boolean): Promise<Facts>;
  all<Row>(what: string, listing: Listing): Promise<readonly Row[]>;
  page<Row>(what: string, listing: Listing): Promise<Page<Row>>;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** As many rows are read of a list, and Twilio has no larger pages. */
export const mostRows = 1000;

/** For lists that are asked for in small pages, or that never end. */
const mostPages = 50;

export const createReader = (address: ApiAddress, ask: Ask): Reader => {
  const pageAt = async <Row>(what: string, url: string, key: string): Promise<Page<Row>> =>
    ask({ method: "GET", url, what, read: (json) => pageIn<Row>(json, key) });
  return {
    one: async <Facts>(what: string, path: readonly string[], isSound: (json: unknown) => boolean) =>
      ask({
        method: "GET",
        url: address.of(path),
        what,
        read: (json) => (isSound(json) ? (json as Facts) : undefined),
      }),
    page: async (what, { path, key, query }) => pageAt(what, address.of(path, query), key),
    all: async <Row>(what: string, { path, key, query }: Listing) => {
      const rows: Row[] = [];
      let url: string | undefined = address.of(path, { PageSize: mostRows, ...query });
      for (let pages = 0; pages < mostPages && url !== undefined && rows.length < mostRows; pages += 1) {
        const page: Page<Row> = await pageAt<Row>(what, url, key);
        rows.push(...page.rows);
        url = page.next === undefined ? undefined : address.own(page.next);
      }
      return rows.slice(0, mostRows);
    },
  };
};

const pageIn = <Row>(json: unknown, key: string): Page<Row> | undefined => {
  if (typeof json !== "object" || json === null) return undefined;
  const { [key]: rows, next_page_uri: next } = json as Readonly<Record<string, unknown>>;
  if (!Array.isArray(rows)) return undefined;
  const whole = rows.filter((row: unknown): row is Row => typeof row === "object" && row !== null);
  return { rows: whole, next: typeof next === "string" && next !== "" ? next : undefined };
};
