import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { RingbackError } from "../../src/index.ts";
import { ringbacks } from "./ringbacks.ts";

const toArray = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe.each(ringbacks)("a ringback $where", ({ run }) => {
  it("rents a number, is somebody who texts it, and reads the code", () =>
    run(async (ringback) => {
      // #region text
      const line = await ringback.lines.rent({ country: "US", locality: "new-york", balanceUsd: 10 });
      await ringback.person("+1 415 555 0123").text(line, "Your code is 834921. https://acme.example/v");
      const { otp, links, body, from } = await ringback.wait("message.received", { to: line });
      // #endregion
      expect(line).toMatchObject({ number: "+12125550186", provider: "store" });
      expect({ otp, links, from }).toEqual({
        otp: "834921",
        links: ["https://acme.example/v"],
        from: "+14155550123",
      });
      expect(body).toContain("Your code");
      expect(await ringback.lines.list()).toMatchObject([{ number: line.number }]);
    }));

  it("sends one-time codes and checks them as a site would", () =>
    run(async (ringback) => {
      // #region otp
      const line = await ringback.lines.rent({ country: "US" });
      const acme = await ringback.people.add("acme", "+14155550123");
      const { code } = await acme.otp(line, { digits: 6, expiresIn: "5m" });
      const { otp } = await ringback.wait("message.received", { from: acme });
      await ringback.otps.check(code); // { valid: true, … }; a second time { valid: false, used: true, … }
      // #endregion
      expect(code).toMatch(/^\d{6}$/);
      expect(otp).toBe(code);
      expect(await ringback.otps.check(code, line)).toMatchObject({ valid: false, used: true });
      const { code: late, expiresAt } = await acme.otp(line, {
        code: "1234",
        text: "${code}!",
        expiresIn: 1000,
      });
      expect(expiresAt).toBe((await ringback.clock.now()) + 1000);
      await ringback.clock.advance("1s");
      expect(await ringback.otps.check(late)).toMatchObject({ valid: false, expired: true });
    }));

  it("lets a wait move time to a call that is missed", () =>
    run(async (ringback) => {
      // #region call
      const line = await ringback.lines.rent({ country: "US" });
      const caller = ringback.person("+442030000123");
      await caller.call(line, { ringFor: "20s" });
      const missed = await ringback.wait("call.missed", { to: line }); // twenty seconds of the world's time, none of yours
      // #endregion
      expect(missed.at).toBe(Date.parse("2026-04-01T10:22:20Z"));
      expect(missed.from).toBe("+442030000123");
      await caller.missedCall(line);
      expect(await ringback.seen("call.missed", { to: line })).toHaveLength(2);
    }));

  it("gives each event to one wait, whatever the order they are asked for in", () =>
    run(async (ringback) => {
      const [one, two] = [
        await ringback.lines.rent({ country: "US" }),
        await ringback.lines.rent({ country: "GB" }),
      ];
      const acme = ringback.person("+14155550123");
      await acme.text(one, "first");
      await acme.text(two, "other");
      await acme.text(one, "second");
      expect(await ringback.wait("message.received", { to: two })).toMatchObject({ body: "other" });
      const first = await ringback.wait("message.received");
      expect(first).toMatchObject({ body: "first" });
      expect(await ringback.wait("message.received")).toMatchObject({ body: "second" });
      expect(await ringback.wait("line.rented", { line: two.number })).toMatchObject({ country: "GB" });
      await expect(ringback.wait("message.received", {}, { timeout: 0 })).rejects.toThrow(
        "Every message.received so far was given to an earlier wait.",
      );
      await acme.text(one, "third");
      await acme.text(one, "fourth");
      const [third, fourth] = await Promise.all([
        ringback.wait("message.received", { to: one }),
        ringback.wait("message.received", { to: one }, { after: first }),
      ]);
      expect([third.body, fourth.body].toSorted()).toEqual(["fourth", "third"]);
    }));

  it("compares fields as scenarios do", () =>
    run(async (ringback) => {
      const line = await ringback.lines.rent({ country: "US", number: "+12125550186" });
      const acme = await ringback.people.add("acme", "+14155550123");
      await acme.text(line, "Hello there");
      await acme.text(line, "Your code is 834921");
      await acme.text(line, "The code, again: 834922");
      // #region wishes
      await ringback.wait("message.received", { from: "acme", to: "+1212*", body: { contains: "code" } });
      await ringback.wait("message.received", { body: /^hello/i });
      await ringback.seen("balance.changed", {
        newMinor: { gte: 500, lt: 1000 },
        reason: { not: "control" },
      });
      await ringback.seen("line.rented", { country: { oneOf: ["US", "GB"] }, account: { exists: true } });
      // #endregion
      expect(await ringback.wait("message.received", { body: /code/ })).toMatchObject({ otp: "834922" });
      expect(await ringback.seen("line.rented", { country: { oneOf: ["GB", "US"] } })).toHaveLength(1);
      expect(await ringback.seen("line.rented", { country: { not: "US" } })).toEqual([]);
      expect(await ringback.seen("message.received", { from: { not: acme.number } })).toEqual([]);
      expect(await ringback.seen("message.received", { to: line, from: acme })).toHaveLength(3);
    }));

  it("waits on when what comes is not yet what was wished for", () =>
    run(
      async (ringback) => {
        const line = await ringback.lines.rent({ country: "US" });
        const caller = ringback.person("+442030000123");
        await caller.call(line, { ringFor: "10s" });
        await caller.call(line, { ringFor: "20s" });
        const second = await ringback.wait("call.missed", { callId: { oneOf: ["call_002"] } });
        expect(second.at).toBe(Date.parse("2026-04-01T10:22:20Z"));
        await caller.call(line, { ringFor: "10s" });
        await caller.call(line, { ringFor: "40s" });
        const tooLate = ringback.wait("call.missed", { callId: { oneOf: ["call_004"] } }, { timeout: "30s" });
        await expect(tooLate).rejects.toMatchObject({ code: "wait_timed_out" });
        expect(await ringback.clock.now()).toBe(Date.parse("2026-04-01T10:22:50Z"));
      },
      { patience: 50 },
    ));

  it("says what came nearest when nothing came", () =>
    run(async (ringback) => {
      const line = await ringback.lines.rent({ country: "US" });
      await ringback.person("+14155550123").text(line, "hello");
      const waiting = ringback.wait("message.received", { to: line, body: /code/i }, { timeout: 0 });
      await expect(waiting).rejects.toThrow(RingbackError);
      const again = ringback.wait("message.received", { to: line, body: /code/i }, { timeout: 0 });
      await expect(again).rejects.toThrow(
        /^No message\.received with to \+1\d+ and body matching \/code\/i came: .* The nearest is #\d+: its body should be matching \/code\/i, but is hello\.$/,
      );
      const misspelt = { tos: line } as object;
      await expect(ringback.wait("message.received", misspelt)).rejects.toThrow(
        "tos is no field of message.received; did you mean to?",
      );
      await expect(ringback.wait("message.receved" as "message.received")).rejects.toThrow(
        "type must be the name of an event; did you mean message.received?",
      );
      await expect(ringback.wait("message.received", { body: /(?=a)/ })).rejects.toThrow(
        /^body is not a pattern/,
      );
      expect(() => ringback.person("acme")).toThrow("Nobody here is called acme.");
    }));

  it("moves the clock", () =>
    run(async (ringback) => {
      const { clock } = ringback;
      // #region clock
      await clock.advance("10m"); // or milliseconds
      await clock.setMode("manual"); // from now on only advance and next move time
      const { now, iso, nextStory } = await clock.read();
      // #endregion
      expect({ now, iso, nextStory }).toEqual({
        now: Date.parse("2026-04-01T10:32:00Z"),
        iso: "2026-04-01T10:32:00.000Z",
        nextStory: undefined,
      });
      const line = await ringback.lines.rent({ country: "US" });
      await ringback.person("+14155550123").call(line, { ringFor: "20s" });
      expect(await clock.read()).toMatchObject({ mode: "manual", nextStory: now + 20_000 });
      expect(await clock.next()).toMatchObject({ now: now + 20_000 });
      expect((await clock.advance(500)).now).toBe(now + 20_500);
    }));

  it("makes things go wrong, as the agent sees it", () =>
    run(async (ringback) => {
      // #region faults
      const fault = await ringback.faults.add({
        point: "store.services.list",
        times: 1,
        answer: { status: 503, code: "busy", message: "Try again." },
      });
      await expect(ringback.ask("store.services.list", {})).rejects.toThrow("Try again.");
      await ringback.ask("store.services.list", {}); // { services: [] }
      // #endregion
      expect(await ringback.faults.list()).toMatchObject([
        { faultId: fault.faultId, struck: 1, timesLeft: 0 },
      ]);
      expect(await ringback.seen("fault.struck", { fault: fault.faultId })).toHaveLength(1);
      expect(await ringback.faults.clear(fault)).toBe(1);
      expect(await ringback.faults.clear()).toBe(0);
    }));

  it("makes worlds that share nothing", () =>
    run(async (ringback) => {
      // #region worlds
      await using world = await ringback.worlds.create({ seed: "another" });
      const line = await world.lines.rent({ country: "US" });
      await world.person("+14155550123").text(line, "only here");
      // world.env points an agent at this world, world.close() ends it
      // #endregion
      expect(world.env["AGENT_STORE_API_BASE_URL"]).toBe(`${ringback.url}/w/${world.name}/v1/agent`);
      expect(await ringback.lines.list()).toEqual([]);
      expect((await world.wait("message.received")).body).toBe("only here");
      expect((await ringback.worlds.list()).map(({ name }) => name)).toEqual(["main", world.name]);
      const same = await ringback.worlds.open(world.name);
      expect(await same.lines.list()).toHaveLength(1);
      expect(same.env).toEqual(world.env);
      const quick = await ringback.worlds.create({ name: "quick", start: 0 });
      expect(await quick.clock.now()).toBe(0);
      await quick.close();
      await expect(ringback.worlds.open("quick")).rejects.toMatchObject({ code: "not_found" });
    }));

  it("takes a world back to where it was, and makes a second one of it", () =>
    run(async (ringback) => {
      const line = await ringback.lines.rent({ country: "US" });
      await ringback.people.add("acme", "+14155550123");
      // Announces what resetting will announce, one answer.
      await expect(ringback.lines.rent({ country: "ZZ" })).rejects.toThrow(RingbackError);
      await ringback.person("acme").text(line, "early");
      const early = await ringback.wait("message.received");
      // #region snapshots
      const before = await ringback.snapshot();
      await ringback.person("acme").text(line, "first");
      await using copy = await ringback.fork("copy"); // has the text; what happens in it stays there
      await ringback.restore(before); // has not
      await ringback.reset(); // has no line and nobody called acme either
      // #endregion
      expect(() => ringback.person("acme")).toThrow("Nobody here is called acme.");
      expect(copy.person("acme").number).toBe("+14155550123");
      await copy.person("acme").text(line, "second");
      expect((await copy.wait("message.received")).body).toBe("second");
      expect(await ringback.lines.list()).toEqual([]);
      // The same things happen again, and have the same places in the log.
      const again = await ringback.lines.rent({ country: "US" });
      await ringback.people.add("acme", "+14155550123");
      await ringback.person("acme").text(again, "anew");
      expect(await ringback.wait("message.received")).toMatchObject({ body: "anew", seq: early.seq });
    }));

  it("tells what happened and what happens, until it is closed", () =>
    run(async (ringback) => {
      const line = await ringback.lines.rent({ country: "US" });
      const bodies: string[] = [];
      // #region events
      for await (const event of ringback.events()) {
        if (event.type === "line.rented") await ringback.person("+14155550123").text(event.line, "welcome");
        if (event.type === "message.received") {
          bodies.push(event.body);
          break;
        }
      }
      // #endregion
      expect(bodies).toEqual(["welcome"]);
      const [rented] = await ringback.seen("line.rented", { line });
      const rest = toArray(ringback.events({ after: rented?.seq ?? 0 }));
      const last = ringback.wait("call.missed", {}, { timeout: "1h" }).catch((error: unknown) => error);
      await ringback.close();
      expect(await last).toBeInstanceOf(Error);
      expect((await rest).map(({ type }) => type)).not.toContain("line.rented");
    }));

  it("plays a story and judges it", () =>
    run(async (ringback) => {
      // #region story
      const story = await ringback.scenario(`
        version: 1
        name: A late code
        people: { acme: { number: +14155550123 } }
        lines: { inbox: { provider: store, country: US } }
        script:
          - after: 19s
            otp: { from: acme, to: inbox, code: 834921 }
      `);
      const { otp } = await ringback.wait("message.received", { from: "acme" });
      const result = await story.passed(); // throws a StoryFailure with the report when it did not pass
      // #endregion
      expect(otp).toBe("834921");
      expect(result).toMatchObject({ name: "A late code", passed: true, failures: [], seed: "ringback" });
      expect(await story.status()).toMatchObject({ ended: true, steps: { done: 1, failed: 0 } });
      expect((await ringback.scenario()).run).toBe(story.run);
    }));

  it("plays one row of a file's examples", () =>
    run(async (ringback) => {
      const folder = mkdtempSync(join(tmpdir(), "ringback-library-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const file = join(folder, "story.yaml");
      writeFileSync(
        file,
        "version: 1\nname: A code\nexamples: [{ name: short, say: 1 }, { name: long, say: 2 }]\nscript: [{ note: '${example.say}' }]\n",
      );
      const story = await ringback.scenario(`${file}#long`);
      await story.passed();
      expect(await story.status()).toMatchObject({ name: "A code", example: "long", file });
      await expect(ringback.scenario(`${file}#none`)).rejects.toMatchObject({ code: "scenario_invalid" });
    }));

  it("plays a file with what it includes", () =>
    run(async (ringback) => {
      const folder = mkdtempSync(join(tmpdir(), "ringback-library-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      mkdirSync(join(folder, "parts"));
      writeFileSync(join(folder, "parts/people.yaml"), "people: { bakery: { number: +14155550177 } }\n");
      const file = join(folder, "story.yaml");
      writeFileSync(file, "version: 1\nname: Bread\ninclude: parts/people.yaml\nscript: [{ note: go }]\n");
      const story = await ringback.scenario(file);
      await story.passed();
      expect((await ringback.people.list()).map(({ name }) => name)).toContain("bakery");
    }));

  it("tells why a story did not pass", () =>
    run(async (ringback) => {
      const story = await ringback.scenario(
        "version: 1\nname: A call back\nscript:\n  - note: go\nexpect:\n  - call.missed: { to: +12125550186 }\n",
      );
      await expect(story.passed()).rejects.toThrow(/^The scenario “A call back” did not pass\.\n/);
      expect(await story.finished()).toMatchObject({ passed: false, met: 0, expected: 1 });
      await expect(ringback.scenario("version: 1\nnme: x\n")).rejects.toMatchObject({
        code: "scenario_invalid",
      });
      await expect(ringback.scenario("nowhere.yaml")).rejects.toThrow(
        /^The scenario nowhere\.yaml cannot be read/,
      );
    }));
});
