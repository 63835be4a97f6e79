import findMyWay from "find-my-way";
import { unplayedOperations } from "../../contract/agentphone/unplayed-operations.ts";
import type { HttpMethod, Operation, RestFace } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";

/** An operation that a method and path name, with the values found in the path. */
export interface Route {
  readonly operation: Operation;
  readonly face: RestFace;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

type Stored = Pick<Route, "operation" | "face">;

const methods: readonly HttpMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Finds operations by method and path, and the methods that a path has. */
export class Router {
  // A path cannot be longer than Node's limit for headers, so every id comes to its schema to be judged.
  readonly #tree = findMyWay({ maxParamLength: 20_000 });

  constructor() {
    for (const operation of [...Object.values<Operation>(operations), ...unplayedOperations]) {
      const face = operation.rest;
      if (face === undefined) continue;
      const stored: Stored = { operation, face };
      for (const path of [face.path, ...(face.aliases ?? [])])
        this.#tree.on(face.method, path, ignore, stored);
    }
  }

  find(method: string, path: string): Route | undefined {
    const asked = method === "HEAD" ? "GET" : method;
    if (!isKnownMethod(asked)) return undefined;
    return this.#look(asked, path);
  }

  /** The methods a path can be asked with, HEAD wherever there is GET. Empty for an unknown path. */
  methodsOf(path: string): readonly string[] {
    return methods
      .filter((method) => this.#look(method, path) !== undefined)
      .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  }

  #look(method: HttpMethod, path: string): Route | undefined {
    const found = this.#tree.find(method, path);
    if (found === null) return undefined;
    const { operation, face } = found.store as Stored;
    // A part of nothing is no part to AgentPhone's framework: /v1/agents/ is no path.
    const isHollow = operation.api === "agentphone" && Object.values(found.params).includes("");
    return isHollow ? undefined : { operation, face, parameters: found.params };
  }
}

const isKnownMethod = (method: string): method is HttpMethod =>
  (methods as readonly string[]).includes(method);

// The tree insists on a handler; requests are handled by whoever asked it.
const ignore = (): void => {};
