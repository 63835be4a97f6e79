import type { RestRequest } from "./router.ts";

/** The envelope of a list. A page begins after a certain item, so that what comes in meanwhile moves nothing. */
export const pageOf = <Item extends { readonly sid: string }>(
  { path, query }: RestRequest,
  key: string,
  items: readonly Item[],
  write: (item: Item) => object,
): object => {
  const size = Math.min(Math.max(query.integer("PageSize") ?? 50, 1), 1000);
  const page = query.integer("Page") ?? 0;
  const after = query.get("PageToken")?.slice(2);
  const begin = after === undefined ? page * size : items.findIndex(({ sid }) => sid === after) + 1;
  const shown = items.slice(begin, begin + size);
  const last = shown.at(-1);
  const uriOf = (number: number, token?: string): string => {
    const next = new URLSearchParams();
    for (const [name, value] of query.entries) {
      if (!["Page", "PageSize", "PageToken"].includes(name)) next.append(name, value);
    }
    next.set("PageSize", String(size));
    next.set("Page", String(number));
    if (token !== undefined) next.set("PageToken", `PA${token}`);
    return `${path}?${next.toString()}`;
  };
  return {
    [key]: shown.map(write),
    first_page_uri: uriOf(0),
    next_page_uri: last !== undefined && begin + size < items.length ? uriOf(page + 1, last.sid) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    uri: uriOf(page, after),
    page,
    page_size: size,
    start: begin,
    end: Math.max(begin, begin + shown.length - 1),
  };
};
