import type { CallbackFault, CallbackFaults, CallbackMatch } from "./callbacks/callback-faults.ts";

/**
 * What goes wrong with a request. `silent` and `reset`: nobody looked at it. With `after accepting` it was done, and nobody
 * is told. `not json` was done too. `slow`: answered after so many milliseconds of the given clock.
 */
export type RequestFault =
  | "429"
  | "500"
  | "503"
  | "not json"
  | "silent"
  | "silent after accepting"
  | "reset"
  | "reset after accepting"
  | { readonly slow: number }
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

/** Which request is meant: `path` is a piece of it. Any where nothing is said. */
export interface RequestMatch {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly path?: string;
}

interface Armed {
  readonly fault: RequestFault;
  readonly match: RequestMatch;
  left: number;
}

/** Everything that a test may break, a line each: `fake.faults.request("429", { path: "/Messages" })`. */
export class Faults {
  #armed: Armed[] = [];
  readonly #callbacks: CallbackFaults;

  constructor(callbacks: CallbackFaults) {
    this.#callbacks = callbacks;
  }

  /** The next request that fits, or so many of them, goes wrong. */
  request(fault: RequestFault, match: RequestMatch = {}, times = 1): void {
    this.#armed.push({ fault, match, left: times });
  }

  /** The next callback that fits, or so many of them, goes wrong. */
  callback(fault: CallbackFault, match: CallbackMatch = {}, times = 1): void {
    this.#callbacks.add(fault, match, times);
  }

  /** For the server: what is to happen to a request. */
  take(method: string, path: string): RequestFault | undefined {
    const armed = this.#armed.find(({ match, left }) => left > 0 && isAskedFor(match, method, path));
    if (armed !== undefined) armed.left -= 1;
    return armed?.fault;
  }
}

export const isAskedFor = (match: RequestMatch, method: string, path: string): boolean =>
  (match.method ?? method) === method && path.includes(match.path ?? "");
