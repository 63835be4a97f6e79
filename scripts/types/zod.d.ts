// Users of ringback need no zod: of its types the declarations name these two, and only what they carry matters.

/** A schema of values of a type. */
export interface ZodType<Output> {
  readonly _output: Output;
}

/** Whatever JSON can say. */
export type JSONType = string | number | boolean | null | JSONType[] | { [key: string]: JSONType };
