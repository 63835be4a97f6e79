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

it("makes a row the last one of an index into which another one moved meanwhile", () => {
  const texts = openTable();
  texts.insert({ id: "a", line: "1", read: true });
  texts.insert({ id: "b", line: "1", read: false });
  texts.update("a", { read: false });
  expect(texts.by("unread", "1").map(({ id }) => id)).toEqual(["b", "a"]);
  texts.touch("b");
  expect(texts.by("unread", "1").map(({ id }) => id)).toEqual(["a", "b"]);
  texts.remove("b");
  texts.touch("a");
  texts.insert({ id: "b", line: "1", read: false });
  expect(Array.from(texts.all(), ({ id }) => id)).toEqual(["a", "b"]);
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

it("gives back a list without what was taken from its beginning, its middle and its end", () => {
  const texts = openTable();
  const ids = Array.from({ length: 100 }, (_, place) => `t${place}`);
  for (const id of ids) texts.insert({ id, line: "1", read: false });
  for (const id of ids.slice(0, 30)) texts.update(id, { read: true });
  for (const id of ["t50", "t99", "t98", "t30"]) texts.remove(id);
  const left = ids.slice(31, 98).filter((id) => id !== "t50");
  expect(texts.by("unread", "1").map(({ id }) => id)).toEqual(left);
  expect(texts.by("line", "1")).toHaveLength(96);
  for (const id of ids) texts.remove(id);
  expect(texts.by("line", "1")).toEqual([]);
});

it("finds its way in a long list, from which any row may be taken at any time", () => {
  const texts = openTable();
  const ids = Array.from({ length: 1000 }, (_, place) => `t${place}`);
  for (const id of ids) texts.insert({ id, line: "1", read: false });
  let model = ids;
  for (let turn = 0; turn < 600; turn += 1) {
    const id = `t${(turn * 7919) % 1000}`;
    const others = model.filter((other) => other !== id);
    if (turn % 3 === 0) texts.remove(id);
    else if (model.includes(id)) texts.touch(id);
    model = turn % 3 === 0 || !model.includes(id) ? others : [...others, id];
    const [oldest = ""] = model;
    if (turn % 50 === 0) texts.remove(oldest);
    if (turn % 50 === 0) model = model.slice(1);
    expect(texts.by("line", "1").map((text) => text.id)).toEqual(model);
  }
  expect(Array.from(texts.all(), (text) => text.id)).toEqual(model);
  expect(texts.by("unread", "1").map((text) => text.id)).toEqual(model);
});

it("replaces nothing before it is told to, and nothing at all by rows that do not hold together", () => {
  const texts = openTable();
  texts.insert({ id: "a", line: "1", read: false });
  const other = { id: "b", line: "2", read: false };
  const replace = texts.prepare([other]);
  expect(() => texts.prepare([other, other])).toThrow("there already");
  expect(Array.from(texts.all(), ({ id }) => id)).toEqual(["a"]);
  replace();
  expect(Array.from(texts.all(), ({ id }) => id)).toEqual(["b"]);
  expect(texts.by("line", "1")).toEqual([]);
});

it("agrees with a plain list whatever is done to it", () => {
  const action = fc.record({
    do: fc.constantFrom("insert", "read", "remove", "touch"),
    id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    line: fc.constantFrom("1", "2"),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const texts = openTable();
      let model: Text[] = [];
      const removals: [ours: boolean, theirs: boolean][] = [];
      for (const { do: verb, id, line } of actions) {
        const there = model.find((text) => text.id === id);
        const others = model.filter((text) => text.id !== id);
        if (verb === "insert" && there === undefined) {
          model.push(texts.insert({ id, line, read: false }));
        } else if (verb === "read" && there !== undefined) {
          texts.update(id, { read: true });
        } else if (verb === "remove") {
          removals.push([texts.remove(id), there !== undefined]);
          model = others;
        } else if (verb === "touch" && there !== undefined) {
          texts.touch(id);
          model = [...others, there];
        }
        for (const key of ["1", "2"]) {
          const onLine = model.filter((text) => text.line === key);
          expect(texts.by("line", key)).toEqual(onLine);
          expect(texts.by("unread", key)).toEqual(onLine.filter((text) => !text.read));
        }
      }
      expect(removals.filter(([ours, theirs]) => ours !== theirs)).toEqual([]);
      expect([...texts.all()]).toEqual(model);
    }),
  );
});

it("files a row anew at the end of another list", () => {
  const texts = openTable();
  for (const [id, line] of [
    ["a", "1"],
    ["b", "2"],
  ] as const)
    texts.insert({ id, line, read: false });
  texts.update("a", { line: "2" });
  expect(texts.by("line", "1")).toEqual([]);
  expect(texts.by("unread", "2").map(({ id }) => id)).toEqual(["b", "a"]);
});
