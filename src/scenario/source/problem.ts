/** Every kind of mistake a scenario file can have. Names are stable: reports and `explain` refer to them. */
export const problemCodes = [
  "empty_file",
  "too_large",
  "too_deep",
  "unprintable_character",
  "syntax",
  "tab_indent",
  "alias",
  "anchor",
  "tag",
  "merge_key",
  "directive",
  "second_document",
  "duplicate_key",
  "key_not_text",
  "unquoted_flow",
  "unquoted_colon",
  "unquoted_hash",
  "slash_value",
  "missing_value",
  "missing_key",
  "unknown_key",
  "wrong_kind",
  "not_available",
  "invalid_value",
  "unknown_name",
  "unknown_event",
  "unknown_operation",
  "invalid_pattern",
  "invalid_name",
  "name_taken",
  "number_taken",
  "no_step",
  "two_steps",
  "unknown_step",
  "two_times",
  "no_call",
  "step_misplaced",
  "before_start",
  "already_past",
  "no_steps",
  "cannot_include",
  "misplaced_key",
  "unused_example",
  "key_ignored",
  "too_many",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** A stretch of the file's text, in UTF-16 units; `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A mistake before it is given its line and column. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly cure?: string;
  readonly span: Span;
}

/** Whether two stretches share text; an empty stretch touches what it lies in or borders on. */
export const overlaps = (left: Span, right: Span): boolean =>
  left.start <= right.end && right.start <= left.end;
