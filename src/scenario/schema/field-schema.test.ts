import { describe, expect, it } from "vitest";
import * as z from "zod";
import { choice, duration, integer, party, text, tree } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import { fieldSchema } from "./field-schema.ts";

describe("fieldSchema", () => {
  it("lists the keys of a map, and which of them it needs", () => {
    const schema = z.strictObject({
      to: party("who gets it"),
      body: text("what it says"),
      times: integer("how often", 1, 3).default(1),
      within: duration("how soon").exactOptional(),
    });
    expect(fieldSchema(schema)).toMatchObject({
      type: "object",
      required: ["to", "body"],
      additionalProperties: false,
      properties: {
        to: { description: expect.stringMatching(/^who gets it/) as unknown, type: ["string", "number"] },
        times: { description: "how often", minimum: 1, maximum: 3 },
        within: { type: "string", errorMessage: expect.stringMatching(/39m50s/) as unknown },
      },
    });
  });

  it("looks through what is made of a field, and through lists, names and choices", () => {
    const item = z
      .strictObject({ is: choice("on or off", ["on", "off"]) })
      .transform(({ is }) => is === "on");
    expect(fieldSchema(z.array(item).describe("switches"))).toMatchObject({
      description: "switches",
      type: "array",
      items: { properties: { is: { anyOf: [{ enum: ["on", "off"] }, {}] } } },
    });
    expect(fieldSchema(z.record(z.string(), z.union([text("a word"), item])))).toMatchObject({
      additionalProperties: { anyOf: [{ description: "a word" }, { type: "object" }] },
    });
  });

  it("takes numbers in the forms that YAML has for them", () => {
    const schema = scalar("a version", (written) => ({ value: written }), { words: ["1", "two"] });
    expect(fieldSchema(schema)).toMatchObject({ anyOf: [{ enum: [1, "1", "two"] }, {}] });
  });

  it("leaves out what is not played yet, and points at parts of the language", () => {
    const planned = scalar("a thing to come", (written) => ({ value: written }), { planned: true });
    const schema = z.strictObject({
      when: tree({ is: "event" }),
      later: planned.exactOptional(),
      any: tree(),
    });
    const { properties } = fieldSchema(schema);
    expect(properties).toEqual({ when: { $ref: "#/definitions/event" }, any: {} });
  });
});
