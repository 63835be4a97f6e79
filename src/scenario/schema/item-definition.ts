import type { Json, JsonObject } from "../../kernel/json.ts";
import { itemSchema } from "../item-schema.ts";
import { steps } from "../steps/steps.ts";
import type { StepDefinition } from "../steps/step-definition.ts";
import { ruleSchema } from "../rules/read-rule.ts";
import { fieldSchema } from "./field-schema.ts";
import { requestRules } from "./request-rules.ts";
import { onlyBeside, oneOfKeys } from "./key-rules.ts";

/** An item of a script: a step and when it happens, or a rule and what it does. */
export const itemDefinition = (): JsonObject => {
  const names = steps.map(({ name }) => name);
  const choose = `An item is a rule with \`when\` and \`do\`, or one of these steps: ${names.join(", ")}.`;
  const alone = "An item is one step: `after` or `at` may stand beside it. Begin a new item with a dash.";
  const rule = "A rule has `when`, `times` and `do`, and no time of its own.";
  const bare = steps.flatMap((step) => (step.bare === undefined ? [] : [step.name]));
  return {
    type: ["object", "string"],
    pattern: `^(${bare.join("|")})$`,
    patternErrorMessage: `Of these steps the name alone is enough: ${bare.join(", ")}. Others want more.`,
    description: "A step, or a rule that waits for an event.",
    properties: { ...stepKeys(), ...timingKeys(), ...ruleKeys() },
    additionalProperties: false,
    anyOf: oneOfKeys([...names, "when"], choose),
    dependencies: {
      ...Object.fromEntries(names.map((name) => [name, onlyBeside([name, "after", "at"], alone)])),
      when: { required: ["do"], ...onlyBeside(["when", "times", "do"], rule) },
      after: { properties: { at: false }, errorMessage: "A step has one time: keep `after` or `at`." },
    },
  };
};

const stepKeys = (): JsonObject =>
  Object.fromEntries(steps.map((step): [string, Json] => [step.name, stepSchema(step)]));

const stepSchema = (step: StepDefinition): JsonObject => {
  const { name, summary, example } = step;
  const said = {
    description: summary,
    markdownDescription: `${summary}\n\n\`\`\`yaml\n${example}\n\`\`\``,
  };
  const schema = { ...fieldSchema(step.schema()), ...said };
  return name === "request" ? withRequestRules(schema) : schema;
};

const withRequestRules = (schema: JsonObject): JsonObject => {
  const { operation, rules } = requestRules();
  const properties = schema["properties"] as JsonObject;
  return { ...schema, properties: { ...properties, operation }, allOf: rules };
};

/** The keys that say when: the same for every step. */
const timingKeys = (): JsonObject => {
  const { properties } = fieldSchema(itemSchema("note")) as { readonly properties: JsonObject };
  return { after: properties["after"] ?? {}, at: properties["at"] ?? {} };
};

const ruleKeys = (): JsonObject => {
  const { properties } = fieldSchema(ruleSchema(new Set())) as { readonly properties: JsonObject };
  return { ...properties, do: { ...itemList("The steps to take."), minItems: 1 } };
};

/** A list of steps and rules. */
const itemList = (description: string): JsonObject => ({
  description,
  type: "array",
  items: { $ref: "#/definitions/item" },
});
