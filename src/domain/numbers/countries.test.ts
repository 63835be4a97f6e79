import { expect, it } from "vitest";
import { countries } from "./countries.ts";

it("offers 27 kinds of number in 12 countries", () => {
  expect(countries.map((country) => country.code).join(" ")).toBe("US CA GB DE FR NL ES AU NZ SG JP BR");
  expect(countries.flatMap((country) => country.numberTypes)).toHaveLength(27);
});

it.each([
  ["local", "US CA GB DE FR NL ES AU NZ SG JP BR"],
  ["mobile", "US CA GB FR NL ES AU NZ SG JP BR"],
  ["national", "US GB DE AU"],
] as const)("has %s numbers in %s", (type, codes) => {
  const having = countries.filter((country) => country.numberTypes.includes(type));
  expect(having.map((country) => country.code).join(" ")).toBe(codes);
});

it("can text and talk in each of them", () => {
  for (const country of countries) expect(country.capabilities).toEqual(["sms", "voice"]);
});
