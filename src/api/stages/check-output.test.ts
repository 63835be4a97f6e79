import { expect, it } from "vitest";
import * as z from "zod";
import { operation } from "../../contract/operation.ts";
import { lasting } from "../../kernel/lasting.ts";
import { checkOutput } from "./check-output.ts";

const listOf = (output: () => z.ZodType) =>
  operation({
    name: "test.list",
    api: "control",
    summary: "Lists.",
    source: "nowhere",
    effect: "read",
    auth: "none",
    input: () => z.object({}),
    output,
    errors: [],
  });

const texts = listOf(() =>
  z.strictObject({ data: z.array(z.strictObject({ id: z.string() })), more: z.boolean() }),
);

it("takes an answer by its contract, and names what is off it by its place", () => {
  const sound = lasting({ id: "msg_001" });
  checkOutput(texts, { data: [sound, { id: "msg_002" }], more: false });
  expect(() => checkOutput(texts, { data: [sound, { id: 2 }], more: false })).toThrow("data.1.id");
  expect(() => checkOutput(texts, { data: [sound, lasting({ id: 2 })], more: false })).toThrow("data.1.id");
  expect(() => checkOutput(texts, { data: [sound], more: "no" })).toThrow("more");
  expect(() => checkOutput(texts, { data: [sound], more: false, extra: 1 })).toThrow("extra");
});

it("checks an item again where it stands in the answer of another operation", () => {
  const item = lasting({ id: "msg_001" });
  checkOutput(texts, { data: [item], more: false });
  const calls = listOf(() =>
    z.strictObject({ data: z.array(z.strictObject({ id: z.string().startsWith("call_") })) }),
  );
  expect(() => checkOutput(calls, { data: [item] })).toThrow("data.0.id");
});

it("holds a rule about a list to all of it", () => {
  const pair = listOf(() => z.strictObject({ data: z.array(z.strictObject({ id: z.string() })).max(2) }));
  const items = ["a", "b", "c"].map((id) => lasting({ id }));
  checkOutput(pair, { data: items.slice(1) });
  expect(() => checkOutput(pair, { data: items })).toThrow("data");
});

it("gives on what was given before where an answer reads the same", () => {
  const data = [lasting({ id: "msg_001" })];
  const first = checkOutput(texts, { data, more: false });
  expect(checkOutput(texts, { data: [...data], more: false })).toBe(first);
  expect(checkOutput(texts, { data, more: true })).not.toBe(first);
});
