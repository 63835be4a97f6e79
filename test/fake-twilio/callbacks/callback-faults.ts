import type { CallbackOrder } from "./callback-sender.ts";

/**
 * What goes wrong with a callback. `twice`: the very same once more. `again`: once more under another token. `late`: it
 * comes after the next one. With fields it comes, well signed, but with these.
 */
export type CallbackFault =
  | "twice"
  | "again"
  | "late"
  | "dropped"
  | "badly signed"
  | "unsigned"
  | { readonly fields: Readonly<Record<string, string>> };

/** Which callback is meant: a piece of its URL, and fields. Anything where nothing is said. */
export interface CallbackMatch {
  readonly url?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

interface Armed {
  readonly fault: CallbackFault;
  readonly match: CallbackMatch;
  left: number;
}

/** The faults that wait for their callback. */
export class CallbackFaults {
  #armed: Armed[] = [];

  add(fault: CallbackFault, match: CallbackMatch, times: number): void {
    this.#armed.push({ fault, match, left: times });
  }

  take(order: CallbackOrder): CallbackFault | undefined {
    const armed = this.#armed.find(({ match, left }) => left > 0 && isMeant(match, order));
    if (armed !== undefined) armed.left -= 1;
    return armed?.fault;
  }
}

export const isMeant = (
  { url, fields = {} }: CallbackMatch,
  order: Pick<CallbackOrder, "url" | "fields">,
): boolean =>
  (url === undefined || order.url.includes(url)) &&
  Object.entries(fields).every(([name, value]) => order.fields[name] === value);
