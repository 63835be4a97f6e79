import type { JsonObject } from "../../kernel/json.ts";

/** A rule that some keys stand beside these and no others. Editors that know `errorMessage` show the sentence. */
export const onlyBeside = (keys: readonly string[], errorMessage: string): JsonObject => ({
  propertyNames: { enum: keys, errorMessage },
});

/** A rule that at least one of these keys is there. */
export const oneOfKeys = (keys: readonly string[], errorMessage: string): readonly JsonObject[] =>
  keys.map((key) => ({ required: [key], errorMessage }));
