import fc from "fast-check";
import { expect, it } from "vitest";
import { fillVariables } from "./fill-variables.ts";

const values = { name: "Jo", "order id": "#7", price: "$& $1 $$", nested: "{{name}}", empty: "" };

it.each([
  ["Hello {{name}}, about {{ order id }}.", "Hello Jo, about #7."],
  ["{{name}}{{name}}", "JoJo"],
  ["{{price}}", "$& $1 $$"],
  ["{{nested}}", "{{name}}"],
  ["[{{empty}}]", "[]"],
  ["{{{name}}}", "{Jo}"],
  ["{{unknown}} {{}} {{ }} {name} {{name}", "{{unknown}} {{}} {{ }} {name} {{name}"],
  ["{{constructor}} {{__proto__}}", "{{constructor}} {{__proto__}}"],
  ["", ""],
])("fills “%s” in to “%s”", (text, filled) => expect(fillVariables(text, values)).toBe(filled));

it("leaves a text as it is where there are no values", () =>
  expect(fillVariables("Hello {{name}}.")).toBe("Hello {{name}}."));

it("puts any value in as it is, wherever its name stands", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, value) => {
      const around = before.replaceAll(/[{}]/g, "");
      expect(fillVariables(`${around}{{ x }}${around}`, { x: value })).toBe(`${around}${value}${around}`);
    }),
  );
});

it("does not grow without bound", () => {
  const filled = fillVariables("{{x}}".repeat(6400), { x: "y".repeat(4000) });
  expect(filled.length).toBeLessThanOrEqual(100_000);
  expect(filled.endsWith("{{x}}")).toBe(true);
});

it.each(["{".repeat(32_000), "{{ ".repeat(10_000), `{{${"a".repeat(32_000)}`])(
  "is done soon with a text made to take long",
  (text) => expect(fillVariables(text, values)).toBe(text),
);
