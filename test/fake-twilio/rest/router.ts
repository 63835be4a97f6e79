import { Refusal } from "./refusal.ts";
import type { Form } from "./form.ts";

/** One request below an account. */
export interface RestRequest {
  readonly method: string;
  /** As it was asked for, without the query. */
  readonly path: string;
  readonly query: Form;
  readonly form: Form;
  /** Who asks: the account's sid or an API key's. */
  readonly user: string;
  /** What stood in the path where the route has a name. */
  readonly names: Readonly<Record<string, string>>;
}

/** What is answered. `afterwards` is done after the answer has left: callbacks never come before it. */
export type RestReply = (
  | { readonly status: 200 | 201 | 202; readonly json: object }
  | { readonly status: 204 }
  | { readonly status: 200; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly status: 307; readonly location: string }
) & { readonly afterwards?: () => void };

export type RestHandler = (request: RestRequest) => RestReply | Promise<RestReply>;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: RestHandler;
}

/** Which handler answers what. */
export class Router {
  readonly #routes: Route[] = [];
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  /**
   * A path below the account as it is spelled, such as `/Messages/:sid.json`; a name stands for anything but slashes and
   * dots. `.json` alone is the account itself.
   */
  on(method: "GET" | "POST" | "DELETE", path: string, handle: RestHandler): void {
    const pattern = path.replaceAll(".", "\\.").replaceAll(/:(\w+)/g, "(?<$1>[^/.]+)");
    this.#routes.push({ method, pattern: new RegExp(`^${this.#base}${pattern}$`), handle });
  }

  /** Throws a refusal where there is none. */
  find(
    method: string,
    path: string,
  ): { readonly handle: RestHandler; readonly names: Record<string, string> } {
    const here = this.#routes.filter(({ pattern }) => pattern.test(path));
    const route = here.find((one) => one.method === method);
    if (here.length === 0) throw new Refusal(20404, `The requested resource ${path} was not found.`);
    if (route === undefined) throw new Refusal(20004);
    return { handle: route.handle, names: { ...route.pattern.exec(path)?.groups } };
  }
}
