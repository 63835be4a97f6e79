import type { Json, JsonObject } from "../../kernel/json.ts";
import { expectations } from "../expect/expectations.ts";
import type { ExpectationDefinition } from "../expect/expectation-definition.ts";
import { eventNames } from "../match/shape.ts";
import { fieldSchema } from "./field-schema.ts";
import { onlyBeside, oneOfKeys } from "./key-rules.ts";

/** An item under `expect`: an event that should happen, or one of the other kinds of expectation. */
export const expectDefinition = (): JsonObject => {
  const kinds = expectations.filter(({ name }) => name !== "event");
  const event = expectations.find(({ name }) => name === "event");
  const heads = [
    ...(event === undefined ? [] : eventNames.map((name) => [name, propertiesOf(event, name)] as const)),
    ...kinds.map((kind) => [kind.name, propertiesOf(kind, kind.name)] as const),
  ];
  const names = heads.map(([name]) => name);
  const choose = `An expectation is the name of an event, or one of: ${kinds.map(({ name }) => name).join(", ")}.`;
  const alone = "An item expects one thing. Begin a new item with a dash.";
  return {
    type: "object",
    description: "What should come of the scenario.",
    properties: Object.assign({}, ...heads.toReversed().map(([, properties]) => properties)) as JsonObject,
    additionalProperties: false,
    anyOf: oneOfKeys(names, choose),
    dependencies: Object.fromEntries(
      heads.map(([name, properties]) => [name, onlyBeside(Object.keys(properties), alone)]),
    ),
  };
};

const propertiesOf = (kind: ExpectationDefinition, key: string): JsonObject => {
  const schema = fieldSchema(kind.schema(key, { names: new Set(), references: true }));
  const properties = schema["properties"] as JsonObject;
  const own = properties[key] as JsonObject;
  if (kind.name === "event") return { ...properties, [key]: own };
  const said: Json = {
    ...own,
    description: kind.summary,
    markdownDescription: `${kind.summary}\n\n\`\`\`yaml\n${kind.example}\n\`\`\``,
  };
  return { ...properties, [key]: said };
};
