import { unplayedOperations } from "../../contract/agentphone/unplayed-operations.ts";
import type { HttpMethod, Operation, RestFace } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";

/** An operation that a method and path name, with the values found in the path. */
export interface Route {
  readonly operation: Operation;
  readonly face: RestFace;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

/** An operation's place, and what the parts of its path are called that are not fixed. */
interface Place {
  readonly operation: Operation;
  readonly face: RestFace;
  readonly names: readonly string[];
}

/** What can follow one part of a path. */
interface Branch {
  readonly fixed: Map<string, Branch>;
  /** The part that may be anything. */
  open?: Branch;
  readonly places: Map<string, Place>;
  /** What has everything beyond here, `*`. */
  readonly beyond: Map<string, Place>;
}

const methods: readonly HttpMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Finds operations by method and path, and the methods that a path has. */
export class Router {
  readonly #root = newBranch();

  constructor() {
    for (const operation of [...Object.values<Operation>(operations), ...unplayedOperations]) {
      const face = operation.rest;
      if (face === undefined) continue;
      for (const path of [face.path, ...(face.aliases ?? [])]) this.#add(path, operation, face);
    }
  }

  find(method: string, path: string): Route | undefined {
    return look(this.#root, method === "HEAD" ? "GET" : method, partsOf(path));
  }

  /** The methods a path can be asked with, HEAD wherever there is GET. Empty for an unknown path. */
  methodsOf(path: string): readonly string[] {
    const parts = partsOf(path);
    return methods
      .filter((method) => look(this.#root, method, parts) !== undefined)
      .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  }

  #add(path: string, operation: Operation, face: RestFace): void {
    const names: string[] = [];
    let branch = this.#root;
    for (const part of partsOf(path)) {
      if (part === "*") names.push(part);
      else if (part.startsWith(":")) {
        names.push(part.slice(1));
        branch = branch.open ??= newBranch();
      } else {
        const next = branch.fixed.get(part) ?? newBranch();
        branch.fixed.set(part, next);
        branch = next;
      }
    }
    const places = path.endsWith("/*") ? branch.beyond : branch.places;
    if (places.has(face.method)) throw new Error(`Two operations are at ${face.method} ${path}.`);
    places.set(face.method, { operation, face, names });
  }
}

const newBranch = (): Branch => ({ fixed: new Map(), places: new Map(), beyond: new Map() });

/** What stands between the slashes, decoded only once it is apart: an escaped slash parts nothing. */
const partsOf = (path: string): readonly string[] => {
  const fragment = path.indexOf("#");
  const parts = path.slice(1, fragment < 0 ? undefined : fragment).split("/");
  return path.includes("%") ? parts.map((part) => decodeURIComponent(part)) : parts;
};

const look = (root: Branch, method: string, parts: readonly string[]): Route | undefined => {
  const values: string[] = [];
  const place = walk(root, method, parts, 0, values);
  if (place === undefined) return undefined;
  const { operation, face, names } = place;
  // A part of nothing is no part to AgentPhone's framework: /v1/agents/ is no path.
  if (operation.api === "agentphone" && values.includes("")) return undefined;
  const parameters: Record<string, string | undefined> = {};
  for (const [at, name] of names.entries()) parameters[name] = values[at];
  return { operation, face, parameters };
};

/** Fixed parts go before open ones, as far as what they lead to has the method. */
const walk = (
  branch: Branch,
  method: string,
  parts: readonly string[],
  depth: number,
  values: string[],
): Place | undefined => {
  const part = parts[depth];
  if (part === undefined) return branch.places.get(method);
  const fixed = branch.fixed.get(part);
  const found = fixed && walk(fixed, method, parts, depth + 1, values);
  if (found !== undefined) return found;
  values.push(part);
  const open = branch.open && walk(branch.open, method, parts, depth + 1, values);
  if (open !== undefined) return open;
  values.pop();
  const beyond = branch.beyond.get(method);
  if (beyond !== undefined) values.push(parts.slice(depth).join("/"));
  return beyond;
};
