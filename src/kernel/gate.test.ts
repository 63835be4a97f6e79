import { expect, it } from "vitest";
import { Gate } from "./gate.ts";

it("opens once, for the first who needs it, and lets nobody overtake those who wait", async () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  let times = 0;
  const gate = new Gate(() => {
    times += 1;
    return opened;
  });
  const passed: string[] = [];
  const go = async (name: string, waiting: Promise<unknown> | undefined): Promise<void> => {
    if (waiting !== undefined) await waiting;
    passed.push(name);
  };
  await go("before", gate.passBy());
  expect(times).toBe(0);
  const first = go("first", gate.pass());
  const second = go("second", gate.passBy());
  open();
  const third = go("third", gate.pass());
  await first;
  const fourth = go("fourth", gate.passBy());
  await Promise.all([second, third, fourth]);
  expect(passed).toEqual(["before", "first", "second", "third", "fourth"]);
  expect(gate.pass()).toBeUndefined();
  expect(gate.passBy()).toBeUndefined();
  expect(times).toBe(1);
});

it("tells everybody who wants to pass when it cannot be opened", async () => {
  const gate = new Gate(() => Promise.reject(new Error("The file is gone.")));
  await expect(gate.pass()).rejects.toThrow("The file is gone.");
  await expect(gate.passBy()).rejects.toThrow("The file is gone.");
});
