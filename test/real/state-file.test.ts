import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RealState, RealStore } from "../../src/carriers/twilio/state/real-state.ts";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";
import { bundleChild, type ChildProgram } from "../support/child-program.ts";
import { accountSid, openFolder, refusal } from "../support/rails-bench.ts";

const day = 86_400_000;
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const keptIn = (file: string): RealState => JSON.parse(readFileSync(file, "utf8")) as RealState;

/** A place for a state file, which is opened as often as a test likes; what is open at its end is closed. */
const openPlace = () => {
  const folder = openFolder();
  const file = join(folder.path, "state", "real.json");
  const time = new TestTime();
  const stores: RealStore[] = [];
  const open = (sid = accountSid, path = file): RealStore => {
    const store = openStateFile(path, sid, time);
    stores.push(store);
    return store;
  };
  return {
    file,
    time,
    open,
    /** Puts something there that ringback did not write, or wrote and somebody changed. */
    put(content: string) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    [Symbol.dispose]() {
      for (const store of stores) store.close();
      folder[Symbol.dispose]();
    },
  };
};

describe("a state file", () => {
  it("holds what was changed before the change returns, and the next process finds it", () => {
    using place = openPlace();
    const store = place.open();
    store.change((state) => void (state.cursors["+14155550110 texts"] = 5));
    expect(keptIn(place.file).cursors).toEqual({ "+14155550110 texts": 5 });
    store.close();
    expect(place.open().state.cursors).toEqual({ "+14155550110 texts": 5 });
  });

  it("is for nobody else's eyes, and does not say whose account it is", () => {
    using place = openPlace();
    const store = place.open();
    for (const count of [1, 2]) {
      store.change((state) => void (state.cursors["count"] = count));
      expect([modeOf(dirname(place.file)), modeOf(place.file)]).toEqual(["700", "600"]);
    }
    expect(readFileSync(place.file, "utf8")).not.toContain(accountSid);
    expect(readdirSync(dirname(place.file)).sort()).toEqual(["real.json", "real.json.lock"]);
    store.close();
    expect(readdirSync(dirname(place.file))).toEqual(["real.json"]);
  });

  it("closes itself to others where it was open to them", () => {
    using place = openPlace();
    place.open().close();
    chmodSync(place.file, 0o644);
    place.open();
    expect(modeOf(place.file)).toBe("600");
  });

  it("does not write through a link that somebody laid where it writes aside", () => {
    using place = openPlace();
    place.open().close();
    const victim = join(dirname(place.file), "victim");
    writeFileSync(victim, "precious");
    symlinkSync(victim, join(dirname(place.file), ".real.json.tmp"));
    place.open();
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });

  it("knows no id that nobody wrote, whatever it is called", () => {
    using place = openPlace();
    place.open().close();
    const { spend, outbox, numbers, cursors } = place.open().state;
    for (const record of [spend.reserved, outbox, numbers, cursors])
      expect(record["constructor"]).toBeUndefined();
  });
});

describe("a file that is not this account's state", () => {
  const good = (changes: object = {}): string => {
    using place = openPlace();
    place.open().close();
    return JSON.stringify({ ...keptIn(place.file), ...changes });
  };
  const reserved = { x: { at: Date.UTC(2026, 6, 1), most: 2, act: "a" } };

  it.each([
    ["nothing", "", /damaged/],
    ["half a file", good().slice(0, 80), /damaged/],
    ["null", "null", /no state of a real carrier/],
    ["something else", '{"format":"other"}', /no state of a real carrier/],
    ["a newer one", good({ version: 2 }), /newer ringback \(its version is 2\)/],
    ["another account's", good({ account: "other" }), /another Twilio account.*RINGBACK_REAL_STATE/],
    ["no account's", good({ account: 7 }), /damaged at "account"/],
    [
      "one with a debt",
      good({ spend: { day: "2026-07-01", settled: -1, reserved: {} } }),
      /damaged at "spend"/,
    ],
    [
      "one with money as text",
      good({ spend: { day: "2026-07-01", settled: "0", reserved: {} } }),
      /damaged at "spend"/,
    ],
    [
      "one with a day that is none",
      good({ spend: { day: "2026-13-41", settled: 0, reserved: {} } }),
      /damaged at "spend"/,
    ],
    [
      "one with half a reservation",
      good({ spend: { day: "2026-07-01", settled: 0, reserved: { x: { at: 1 } } } }),
      /damaged at "spend"/,
    ],
    ["one with no past", good({ past: undefined }), /damaged at "past"/],
    [
      "one with an unknown row",
      good({ outbox: { a: { id: "a", kind: "fax", state: "done", at: 1 } } }),
      /damaged at "outbox"/,
    ],
    ["one with half a number", good({ numbers: { "+14155550110": { sid: "PN" } } }), /damaged at "numbers"/],
    ["one with a list for cursors", good({ cursors: [] }), /damaged at "cursors"/],
    ["one with a cursor that is no number", good({ cursors: { a: null } }), /damaged at "cursors"/],
  ])("is refused and left as it is: %s", (_name, content, why) => {
    using place = openPlace();
    place.put(content);
    const { code, message } = refusal(() => place.open());
    expect(code).toBe("storage_failed");
    expect(message).toMatch(why);
    expect(message).not.toContain("+1415");
    expect(readFileSync(place.file, "utf8")).toBe(content);
    expect(existsSync(`${place.file}.lock`)).toBe(false);
  });

  it("is taken where every part of it is right", () => {
    using place = openPlace();
    place.put(good({ spend: { day: "2026-07-01", settled: 3, reserved } }));
    expect(place.open().state.spend).toEqual({ day: "2026-07-01", settled: 3, reserved });
  });
});

describe("what nobody will ask for again", () => {
  it("goes when the file is opened, and nothing else does", () => {
    using place = openPlace();
    const now = place.time.now();
    const store = place.open();
    const row = { kind: "text", state: "done", at: now } as const;
    const old = now - 36 * day;
    store.change((state) => {
      state.spend.reserved = {
        "today, settled": { at: now, most: 1, act: "a", cost: 1 },
        "yesterday, open": { at: now - day, most: 1, act: "a" },
        "yesterday, settled": { at: now - day, most: 1, act: "a", cost: 0 },
        "long ago, open": { at: old, most: 1, act: "a" },
      };
      state.past = [now - day, now - day + 1, now].map((at) => ({ at, do: "text", to: "hash" }));
      state.outbox = {
        "long ago, done": { ...row, id: "1", at: old },
        "long ago, refused": { ...row, id: "2", at: old, state: "refused" },
        "long ago, lost": { ...row, id: "3", at: old, state: "lost" },
        "long ago, sending": { ...row, id: "4", at: old, state: "sending" },
        "long ago, unknown": { ...row, id: "5", at: old, state: "unknown" },
        "long ago, bought": { ...row, id: "6", at: old, kind: "buy" },
        "lately, done": { ...row, id: "7", at: now - 34 * day },
      };
    });
    store.close();
    const { spend, past, outbox } = place.open().state;
    expect(Object.keys(spend.reserved)).toEqual(["today, settled", "yesterday, open"]);
    expect(past.map(({ at }) => at)).toEqual([now - day + 1, now]);
    expect(Object.keys(outbox)).toEqual([
      "long ago, sending",
      "long ago, unknown",
      "long ago, bought",
      "lately, done",
    ]);
  });
});

describe("a file that cannot be written", () => {
  it("refuses the change, and every one after that", () => {
    using place = openPlace();
    const store = place.open();
    // A folder in the way: the file cannot be renamed to it, not even by root.
    rmSync(place.file);
    mkdirSync(join(place.file, "in the way"), { recursive: true });
    const change = () => store.change((state) => void (state.cursors["a"] = 1));
    expect(refusal(change)).toMatchObject({
      code: "storage_failed",
      message: expect.stringMatching(/could not be written: .*start ringback again/) as unknown,
    });
    rmSync(place.file, { recursive: true });
    expect(refusal(change).code).toBe("storage_failed");
  });

  it("is found out when it is opened", () => {
    using place = openPlace();
    place.put("");
    rmSync(place.file);
    mkdirSync(place.file);
    expect(refusal(() => place.open()).code).toBe("storage_failed");
  });

  it("is found out where no folder can be made for it", () => {
    using place = openPlace();
    const path = "/proc/ringback/state/real.json";
    expect(refusal(() => place.open(accountSid, path)).code).toBe("storage_failed");
  });

  it("says nothing once it is closed", () => {
    using place = openPlace();
    const store = place.open();
    store.close();
    expect(refusal(() => store.change(() => undefined)).message).toMatch(/was closed/);
  });
});

describe("one process at a time", () => {
  let program: ChildProgram;
  beforeAll(
    async () => void (program = await bundleChild(new URL("../support/real-child.ts", import.meta.url))),
  );
  afterAll(() => program[Symbol.dispose]());

  it("refuses a second one, in this process and by any path, until the first has closed it", () => {
    using place = openPlace();
    const store = place.open();
    const link = join(dirname(dirname(place.file)), "link.json");
    symlinkSync(place.file, link);
    for (const path of [place.file, link]) {
      const { code, message } = refusal(() => place.open(accountSid, path));
      expect(code).toBe("storage_failed");
      expect(message).toMatch(`in use by process ${process.pid}`);
    }
    store.close();
    expect(place.open().state.cursors).toEqual({});
  });

  it("names the living process that holds it, and takes over from a dead one", async () => {
    using place = openPlace();
    await using child = program.start(["hold", place.file, accountSid]);
    expect(await child.line()).toBe("holds");
    expect(refusal(() => place.open()).message).toMatch(`in use by process ${child.pid}`);
    await child.kill();
    expect(existsSync(`${place.file}.lock`)).toBe(true);
    expect(place.open().state.spend.settled).toBe(0);
  });

  it("takes over from a process of its own number, as every start in a container has", () => {
    using place = openPlace();
    place.open().close();
    writeFileSync(`${place.file}.lock`, `${process.pid} ${"0".repeat(32)}\n`);
    expect(place.open().state.past).toEqual([]);
  });

  it("does not guess where a lock names nobody", () => {
    using place = openPlace();
    place.open().close();
    writeFileSync(`${place.file}.lock`, "");
    expect(refusal(() => place.open()).message).toMatch(/names no process.*delete .*real\.json\.lock/);
  });

  it("ends the first one's writing where somebody took its lock away", () => {
    using place = openPlace();
    const first = place.open();
    rmSync(`${place.file}.lock`);
    const second = place.open();
    expect(refusal(() => first.change((state) => void (state.cursors["a"] = 1))).message).toMatch(
      /no longer held/,
    );
    second.change((state) => void (state.cursors["b"] = 2));
    first.close();
    second.change((state) => void (state.cursors["b"] = 3));
    expect(keptIn(place.file).cursors).toEqual({ b: 3 });
  });

  it("leaves a whole file with everything that was changed, however often it is killed while it writes", async () => {
    using place = openPlace();
    for (const kill of [1, 2, 3, 4]) {
      await using child = program.start(["write", place.file, accountSid]);
      let count = 0;
      for (let line = 0; line < 10 * kill; line += 1) {
        count = Number(await child.line());
        // Whoever looks while it is being written sees the one or the other, and nothing between.
        expect(keptIn(place.file).cursors["count"]).toBeGreaterThanOrEqual(count);
      }
      const rest = await child.kill();
      const store = place.open();
      expect(store.state.cursors["count"]).toBeGreaterThanOrEqual(Number(rest.at(-1) ?? count));
      store.close();
    }
  });
});
