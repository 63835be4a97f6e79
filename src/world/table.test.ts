import fc from "fast-check";
import { expect, it } from "vitest";
import { Table } from "./table.ts";

interface Text {
  readonly id: string;
  readonly line: string;
  readonly read: boolean;
}

const openTable = () =>
  new Table<Text, "line" | "unread">({
    line: (text) => text.line,
    unread: (text) => (text.read ? undefined : text.line),
  });

it("finds rows by id and by index, oldest first", () => {
  const texts = openTable();
  texts.insert({ id: "b", line: "1", read: false });
  texts.insert({ id: "a", line: "1", read: false });
  expect(texts.get("a")).toEqual({ id: "a", line: "1", read: false });
  expect(texts.by("line", "1").map(({ id }) => id)).toEqual(["b", "a"]);
  expect(texts.by("line", "2")).toEqual([]);
});

it("makes a row the last one wherever it stands, in a copy of the table too", () => {
  const texts = openTable();
  for (const id of ["a", "b", "c"]) texts.insert({ id, line: "1", read: false });
  const [first] = texts.all();
  texts.touch("a");
  texts.touch("nobody");
  const copy = openTable();
  copy.restore(texts.snapshot());
  for (const table of [texts, copy]) {
    expect(Array.from(table.all(), ({ id }) => id)).toEqual(["b", "c", "a"]);
    expect(table.by("line", "1").map(({ id }) => id)).toEqual(["b", "c", "a"]);
  }
  expect(texts.get("a")).toBe(first);
});

it("moves a row between indexes when a field changes", () => {
  const texts = openTable();
  texts.insert({ id: "a", line: "1", read: false });
  texts.update("a", { read: true });
  expect(texts.by("unread", "1")).toEqual([]);
  expect(texts.by("line", "1")).toHaveLength(1);
});

it("does not confuse ids with the names of an object's own parts", () => {
  const texts = openTable();
  expect(texts.get("__proto__")).toBeUndefined();
  texts.insert({ id: "constructor", line: "__proto__", read: false });
  expect(texts.by("line", "__proto__")).toHaveLength(1);
});

it("refuses an id that is there already, and a change of one that is not", () => {
  const texts = openTable();
  texts.insert({ id: "a", line: "1", read: false });
  expect(() => texts.insert({ id: "a", line: "2", read: true })).toThrow("there already");
  expect(() => texts.update("b", { read: true })).toThrow("no row");
});

it("keeps snapshots apart from what happens later", () => {
  const texts = openTable();
  texts.insert({ id: "a", line: "1", read: false });
  const kept = texts.snapshot();
  texts.update("a", { read: true });
  texts.restore(kept);
  expect(texts.get("a")?.read).toBe(false);
  expect(texts.by("unread", "1")).toHaveLength(1);
});

it("agrees with a plain list whatever is done to it", () => {
  const action = fc.record({
    do: fc.constantFrom("insert", "update", "remove"),
    id: fc.constantFrom("a", "b", "c", "d"),
    line: fc.constantFrom("1", "2"),
    read: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const texts = openTable();
      const model = new Map<string, Text>();
      const removals: [ours: boolean, theirs: boolean][] = [];
      for (const { do: verb, id, line, read } of actions) {
        if (verb === "insert" && !model.has(id)) {
          texts.insert({ id, line, read });
          model.set(id, { id, line, read });
        } else if (verb === "update" && model.has(id)) {
          texts.update(id, { line, read });
          model.set(id, { id, line, read });
        } else if (verb === "remove") {
          removals.push([texts.remove(id), model.delete(id)]);
        }
      }
      expect(removals.filter(([ours, theirs]) => ours !== theirs)).toEqual([]);
      expect([...texts.all()]).toEqual([...model.values()]);
      for (const line of ["1", "2"]) {
        const unread = [...model.values()].filter((text) => text.line === line && !text.read);
        expect(new Set(texts.by("unread", line))).toEqual(new Set(unread));
      }
    }),
  );
});
