import type { ApiName, Operation, RestFace } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";
import type { ErrorCode } from "../../kernel/errors.ts";

type Json = Readonly<Record<string, unknown>>;

/** Describes every way an operation can say no, by status. */
export const describeErrors = (operation: Operation, rest: RestFace): Json => {
  const table = wireErrors[operation.api];
  const codes = new Map<number, Set<string>>();
  for (const code of possibleErrors[operation.api](operation, rest)) {
    const wire = table[code];
    if (wire === undefined) continue;
    codes.set(wire.status, (codes.get(wire.status) ?? new Set()).add(wire.code ?? code));
  }
  return Object.fromEntries(
    [...codes].map(([status, names]) => {
      const content = { "application/json": { schema: { $ref: schemaAt(operation.api, status) } } };
      return [status, { description: [...names].join(", "), content }];
    }),
  );
};

const hasBody = ({ method }: RestFace): boolean => method !== "GET" && method !== "DELETE";

const usual = (operation: Operation, rest: RestFace): readonly ErrorCode[] => [
  "validation_error",
  "forbidden",
  "not_found",
  ...(operation.auth === "none" ? [] : (["unauthorized"] as const)),
  ...(hasBody(rest) ? (["malformed_json", "unsupported_media_type", "payload_too_large"] as const) : []),
  ...(operation.emulated === false ? (["not_emulated"] as const) : []),
  ...operation.errors,
  "internal_error",
];

// AgentPhone documents for each operation what that one can refuse, and so do we.
const ofAgentPhone = (operation: Operation, rest: RestFace): readonly ErrorCode[] => [
  ...(operation.auth === "none" ? [] : (["unauthorized"] as const)),
  ...(operation.scopeHeader === undefined ? [] : (["not_found"] as const)),
  ...(takesInput(operation) ? (["validation_error"] as const) : []),
  ...(hasBody(rest) ? (["payload_too_large"] as const) : []),
  ...(operation.rateLimits === undefined ? [] : (["rate_limited"] as const)),
  ...(operation.emulated === false ? (["not_emulated"] as const) : []),
  ...operation.errors,
];

const takesInput = (operation: Operation): boolean => {
  const input = operation.input();
  return !("shape" in input) || Object.keys(input.shape as object).length > 0;
};

const possibleErrors: Readonly<
  Record<ApiName, (operation: Operation, rest: RestFace) => readonly ErrorCode[]>
> = { store: usual, agentphone: ofAgentPhone, control: usual };

const schemaAt = (api: ApiName, status: number): string =>
  `#/components/schemas/${api === "agentphone" && status === 422 ? "InvalidInput" : "Error"}`;

/** The schemas of an API's refusals, by name. */
export const errorSchemas = (api: ApiName): Json =>
  api === "agentphone" ? phoneSchemas() : { Error: envelope(api) };

const codesOf = (api: ApiName): readonly string[] => [
  ...new Set(Object.entries(wireErrors[api]).map(([code, wire]) => wire.code ?? code)),
];

const envelope = (api: ApiName): Json => ({
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "details"],
      properties: {
        code: { type: "string", enum: codesOf(api) },
        message: { type: "string" },
        details: { type: "object" },
      },
    },
  },
});

const text: Json = { type: "string" };
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const record = (properties: Json, required = Object.keys(properties)): Json => ({
  type: "object",
  required,
  properties,
});

/** AgentPhone has three forms; which one an account gets is a setting of its profile. */
const phoneSchemas = (): Json => ({
  Error: { anyOf: [reference("Detail"), reference("Envelope")] },
  InvalidInput: { anyOf: [reference("Places"), reference("Envelope"), reference("Detail")] },
  Detail: record({ detail: text }),
  Places: record({
    detail: {
      type: "array",
      items: record({
        loc: { type: "array", items: { type: ["string", "integer"] } },
        msg: text,
        type: text,
      }),
    },
  }),
  Envelope: record({
    error: record(
      {
        message: text,
        code: { ...text, examples: codesOf("agentphone") },
        type: text,
        details: { type: "array", items: record({ field: text, message: text, type: text }) },
      },
      ["message", "code", "type"],
    ),
  }),
});
