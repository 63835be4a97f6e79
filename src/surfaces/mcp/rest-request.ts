import { refuseInput } from "../../api/refuse-input.ts";
import type { HttpMethod, Operation, RestFace } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";

/** A tool call as the REST request that means the same. */
export interface RestRequest {
  readonly method: HttpMethod;
  /** The path with its query. */
  readonly path: string;
  /** Absent where the method carries no body. */
  readonly body?: string;
}

type Input = Readonly<Record<string, unknown>>;

/** Has the schema that says what is wrong with an input, where it is known. */
type Judge = Partial<Pick<Operation, "input">>;

/** Writes a tool call as a REST request. Throws `validation_error` for an input that no path can carry. */
export const restRequest = (operation: Judge, face: RestFace, input: Input): RestRequest => {
  const path = choosePath(operation, face, input);
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (parametersOf(path).includes(name) || value === undefined) continue;
    if (face.openQuery === true || Object.hasOwn(face.query ?? {}, name)) query.set(name, writeValue(value));
    else body[name] = value;
  }
  const target = fillPath(path, input) + (query.size > 0 ? `?${query.toString()}` : "");
  if (face.method === "GET" || face.method === "DELETE") return { method: face.method, path: target };
  return { method: face.method, path: target, body: JSON.stringify(body) };
};

/** The path, with its query, of the REST request that a tool call means; for what no path can carry, the path's pattern. */
export const pathOfCall = (operation: Operation, input: Input): string => {
  if (operation.rest === undefined) return "";
  try {
    return restRequest(operation, operation.rest, input).path;
  } catch {
    return operation.rest.path;
  }
};

// An alias without a parameter is the same operation asked without that field.
const choosePath = (operation: Judge, face: RestFace, input: Input): string => {
  const given = parametersOf(face.path).filter((name) => input[name] !== undefined);
  const path = [face.path, ...(face.aliases ?? [])].find((candidate) => {
    const names = parametersOf(candidate);
    return given.every((name) => names.includes(name)) && names.every((name) => fitsPath(input[name]));
  });
  if (path !== undefined) return path;
  const result = operation.input?.().safeParse(input);
  if (result?.success === false) throw refuseInput(result.error.issues, input);
  const message = `No path can carry these: ${given.join(", ")}.`;
  throw new RingbackError("validation_error", message, {
    issues: given.map((name) => ({ path: name, message: "cannot be part of a path" })),
  });
};

// What reads a URL takes one dot or two for a way to another path, even with the dots escaped.
const fitsPath = (value: unknown): value is string =>
  typeof value === "string" &&
  value !== "" &&
  value !== "." &&
  value !== ".." &&
  !/\p{Surrogate}/u.test(value);

const parametersOf = (path: string): string[] =>
  [...path.matchAll(parameter)].flatMap(([, name]) => name ?? []);

const fillPath = (path: string, input: Input): string =>
  path.replaceAll(parameter, (_, name: string) => encodeURIComponent(String(input[name])));

const parameter = /:(\w+)/g;

const writeValue = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
