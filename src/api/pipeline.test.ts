import { expect, it, onTestFinished } from "vitest";
import { operations } from "../contract/operations.ts";
import { openDesk } from "../runtime/open-desk.ts";
import { Call } from "./call.ts";
import type { Desk } from "./desk.ts";
import { answer } from "./pipeline.ts";
import type { RunningWorld } from "./running-world.ts";

const authorization = "Bearer ask_live_xxxxx.yyyyy";

/** A desk over a world in which one part is replaced, and what it reported as bugs. */
const openDeskWith = (change: (running: RunningWorld) => Partial<RunningWorld>) => {
  const bugs: string[] = [];
  const { desk, worlds } = openDesk({});
  onTestFinished(() => worlds.close());
  const running = { ...worlds.main, ...change(worlds.main) };
  const changed: Desk = {
    ...desk,
    worlds: Object.assign(Object.create(worlds) as typeof worlds, { find: () => running }),
    onBug: (operation, error) => bugs.push(`${operation}: ${String(error)}`),
  };
  const ask = (name: keyof typeof operations, input: unknown, key: string | undefined = authorization) =>
    answer(
      changed,
      new Call({
        operation: operations[name],
        input,
        authorization: key,
        origin: "http://127.0.0.1",
        by: "agent",
      }),
    );
  return { ask, bugs, running };
};

it("strikes a fault once a request is known to be sound, and before anything is done", async () => {
  const struck: string[] = [];
  const { ask, running } = openDeskWith(() => ({
    faults: {
      strike: (point) => {
        struck.push(point);
        return { fault: "fault_001", answer: { kind: "status", status: 503 } };
      },
    },
  }));
  expect(await ask("store.quotes.create", {})).toMatchObject({ error: { code: "validation_error" } });
  expect(await ask("store.services.list", {}, "Bearer nonsense")).toMatchObject({
    error: { code: "unauthorized" },
  });
  expect(struck).toEqual([]);
  const configuration = { countryCode: "US", numberType: "local", capabilities: ["sms"] };
  const quote = { catalogItemId: "cat_phone_global_001", configuration };
  expect(await ask("store.quotes.create", quote)).toMatchObject({ error: { code: "fault_struck" } });
  expect(struck).toEqual(["store.quotes.create"]);
  expect(running.world.tables.quotes.size).toBe(0);
});

it("calls an answer off its contract what it is: a bug of ringback, told to its log", async () => {
  const { ask, bugs } = openDeskWith(({ domain }) => ({
    domain: {
      ...domain,
      catalog: Object.assign(Object.create(domain.catalog), { categories: () => [{ id: 7 }] }),
    },
  }));
  expect(await ask("store.catalog.categories", {})).toMatchObject({ error: { code: "internal_error" } });
  expect(bugs).toHaveLength(1);
  expect(bugs[0]).toContain("off its contract: categories.0.id");
});

it("does not show an agent what went wrong inside", async () => {
  const { ask, bugs } = openDeskWith(({ domain }) => ({
    domain: {
      ...domain,
      catalog: Object.assign(Object.create(domain.catalog), {
        categories: () => {
          throw new TypeError("secret of the inside");
        },
      }),
    },
  }));
  const reply = await ask("store.catalog.categories", {});
  expect("error" in reply && reply.error.message).toContain("ringback has a bug");
  expect("error" in reply && reply.error.message).not.toContain("secret");
  expect(bugs[0]).toContain("secret of the inside");
});

it("announces every answer, and writes inputs down even when they are refused", async () => {
  const { ask, running } = openDeskWith(() => ({}));
  const inputs: string[] = [];
  running.world.inputs.subscribe((record) => {
    if (record.kind === "request") inputs.push(`${record.operation} asked`);
    if (record.kind === "answer") inputs.push(`${record.request} ${record.outcome}`);
  });
  await ask("store.catalog.categories", {});
  await ask("store.services.get", { serviceId: "svc_phone_999" });
  expect(inputs).toEqual([
    "store.catalog.categories asked",
    "1 ok",
    "store.services.get asked",
    "3 not_found",
  ]);
  const answered = running.world.events.after(0, 100).filter(({ type }) => type === "request.answered");
  expect(answered).toMatchObject([
    { operation: "store.catalog.categories", outcome: "ok", account: "acct_001" },
    { operation: "store.services.get", outcome: "not_found", account: "acct_001" },
  ]);
});
