import { expect, it } from "vitest";
import { formOf, hasChanged } from "./form-of.ts";

it("works a form out once, until what it is of has changed", () => {
  const row = { name: "Maya", texts: 1 };
  const toForm = formOf(({ name, texts }: typeof row) => ({ title: `${name}, ${texts}` }));
  const first = toForm(row);
  expect(toForm(row)).toBe(first);
  row.texts = 2;
  hasChanged(row);
  expect(toForm(row)).toEqual({ title: "Maya, 2" });
});

it("keeps the forms of two kinds apart", () => {
  const row = { name: "Maya" };
  const toLong = formOf(({ name }: typeof row) => ({ name, long: true }));
  const toShort = formOf(({ name }: typeof row) => ({ name }));
  expect([toLong(row), toShort(row), toLong(row)]).toEqual([
    { name: "Maya", long: true },
    { name: "Maya" },
    { name: "Maya", long: true },
  ]);
});

it("hands out what nobody can change, whatever lies inside it", () => {
  const toForm = formOf(({ tags }: { tags: string[] }) => ({ tags: [...tags], in: { deep: [{}] } }));
  const row = { tags: ["new"] };
  const form = toForm(row);
  expect([form, form.tags, form.in.deep[0]].every((part) => Object.isFrozen(part))).toBe(true);
  expect(Object.isFrozen(row.tags)).toBe(false);
});
