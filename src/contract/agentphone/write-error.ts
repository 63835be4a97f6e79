import type { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { RestFace } from "../operation.ts";
import type { WireAnswer, WireError } from "../wire-error.ts";

/** Which of AgentPhone's published ways of saying no an account gets. */
export interface ErrorStyle {
  /** `{detail: text}` or `{error: {…}}`. Too many requests are told by the latter either way. */
  readonly errorShape: "detail" | "envelope";
  /** How a 422 reads: a list of places, the envelope, or a sentence. */
  readonly validationShape: "list" | "envelope" | "detail";
}

export const usualStyle: ErrorStyle = { errorShape: "detail", validationShape: "list" };

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** Writes a refusal in the shape that the account's style and the status call for. `details.says` is the vendor's own text. */
export const writeAgentPhoneError = (
  { status, code, headers = {} }: WireError,
  error: RingbackError,
  { errorShape, validationShape }: ErrorStyle = usualStyle,
  face?: RestFace,
): WireAnswer => {
  const { says, apiCode } = error.details;
  const text = typeof says === "string" ? says : error.message;
  const word = typeof apiCode === "string" ? apiCode : (code ?? error.code.toUpperCase());
  const issues = issuesOf(error);
  const shape = status === 422 ? validationShape : status === 429 ? "envelope" : errorShape;
  const bodies = {
    detail: (): JsonObject => ({ detail: text }),
    list: (): JsonObject => ({ detail: listOf(issues, text, face) }),
    envelope: (): JsonObject => ({ error: envelopeOf(word, text, status, issues) }),
  };
  return { status, body: bodies[shape](), headers };
};

const issuesOf = ({ details }: RingbackError): readonly Issue[] =>
  Array.isArray(details["issues"]) ? (details["issues"] as readonly Issue[]) : [];

const envelopeOf = (code: string, message: string, status: number, issues: readonly Issue[]): JsonObject => ({
  message,
  code,
  type: types[status] ?? "api_error",
  ...(issues.length > 0 && {
    details: issues.map(({ path, message: why }) => ({ field: path, message: why, type: typeOf(why) })),
  }),
});

const types: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  422: "validation_error",
  429: "rate_limit_error",
};

const listOf = (issues: readonly Issue[], text: string, face: RestFace | undefined): JsonObject[] =>
  issues.length === 0
    ? [{ loc: ["body"], msg: text, type: "value_error" }]
    : issues.map((issue) => complaintOf(issue, face));

const complaintOf = ({ path, message }: Issue, face: RestFace | undefined): JsonObject => {
  const own = path === "" || message === "is missing" ? frameworkWords[message] : undefined;
  return {
    loc: placeOf(path, face),
    msg: own?.msg ?? sentenceOf(path, message),
    type: own?.type ?? typeOf(message),
  };
};

// What the vendor's framework says by itself, before any rule of the vendor's.
const frameworkWords: Readonly<Record<string, { readonly msg: string; readonly type: string }>> = {
  "is missing": { msg: "Field required", type: "missing" },
  "must be JSON": { msg: "JSON decode error", type: "json_invalid" },
  "must be an object": {
    msg: "Input should be a valid dictionary or object to extract fields from",
    type: "model_attributes_type",
  },
};

// A message that is a whole sentence already stands for itself.
const sentenceOf = (path: string, message: string): string =>
  path === "" || /^[A-Z]/.test(message) ? message : `${path} ${message}`;

const typeOf = (message: string): string => (message === "is missing" ? "missing" : "value_error");

const placeOf = (path: string, face: RestFace | undefined): (string | number)[] => {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const [name = ""] = steps;
  const parts = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  if (face?.path.split("/").includes(`:${name}`)) return ["path", ...parts];
  if (face?.query !== undefined && Object.hasOwn(face.query, name)) return ["query", ...parts];
  return ["body", ...parts];
};
