import { describe, expect, it } from "vitest";
import type { PhoneWorld, RentedPhoneLine } from "../../src/index.ts";
import { jsonOf, openReceiver } from "../support/webhook-receiver.ts";
import { ringbacks } from "./ringbacks.ts";

const quietly = { onWarning: () => {} };

/** A hosted agent, and the line that reaches it. */
const openDesk = async (
  ringback: PhoneWorld,
  prompt = "We are open until nine. Ask for Jo.",
): Promise<{ desk: RentedPhoneLine; agentId: string }> => {
  const agent = await ringback.agents.create({
    name: "Desk",
    voiceMode: "hosted",
    prompt,
    greeting: "Desk.",
  });
  const desk = await ringback.lines.rent({ provider: "agentphone", country: "US", agent });
  return { desk, agentId: agent.id };
};

describe.each(ringbacks)("calls in a ringback $where", ({ run }) => {
  it("lets a test call an agent, and hear what it says", () =>
    run(async (ringback) => {
      await using server = await openReceiver((received) => {
        const { event, data } = jsonOf(received) as { event: string; data: { transcript?: string } };
        if (event !== "agent.message") return 200;
        const order = /\d{5}/.exec(data.transcript ?? "")?.[0];
        const text = order === undefined ? "Which order?" : `Order ${order} is on its way.`;
        return { status: 200, body: JSON.stringify({ text }) };
      });
      const agent = await ringback.agents.create({ name: "Support", webhook: server.url });
      const line = await ringback.lines.rent({ provider: "agentphone", country: "US", agent });
      // #region call-agent
      const call = await ringback.person("+14155550123").call(line); // it rings; nothing else happens of itself
      await call.answered(); // throws with the reason where nobody answers
      await call.say("Where is my order?"); // said when the promise is kept; then it is the agent's turn
      await call.hear("Which order?");
      await call.say("48213");
      const { text } = await call.hear(/order (\d+)/i, { within: "15s" }); // throws with what was said instead
      const { status, reason, durationMs, turns } = await call.hangUp();
      // #endregion
      expect(text).toBe("Order 48213 is on its way.");
      expect({ status, reason, turns: turns.map(({ by }) => by) }).toEqual({
        status: "completed",
        reason: "user_hangup",
        turns: ["person", "agent", "person", "agent"],
      });
      expect(durationMs).toBeGreaterThan(2000);
      await expect(call.say("Hello?")).rejects.toMatchObject({ code: "call_not_live" });
    }, quietly));

  it("takes the calls that an agent places, in the test's hands", () =>
    run(async (ringback) => {
      const { agentId } = await openDesk(ringback);
      const nina = await ringback.people.add("nina", "+14155550177");
      const place = (toNumber = nina.number) =>
        ringback.ask("agentphone.calls.create", { agentId, toNumber });
      // #region next-call
      await nina.played(); // from now on, calls to her wait for the test
      await place();
      const call = await ringback.calls.next({ to: nina });
      await call.answer({ after: "3s" });
      await call.hear("Desk.");
      await call.say("Are you open?");
      await call.hear({ contains: "until nine" });
      await call.press("1");
      await call.hear(/Jo/);
      await call.hangUp();
      // #endregion
      expect(await ringback.calls.transcript(call.id)).toMatchObject([
        { by: "agent", text: "Desk." },
        { by: "person", text: "Are you open?" },
        { by: "agent", text: "We are open until nine." },
        { by: "person", text: "1", digits: true },
        { by: "agent", text: "Ask for Jo." },
      ]);
      await place();
      const second = await ringback.calls.next({ to: nina });
      expect(second.id).not.toBe(call.id);
      expect(await second.refuse("busy")).toMatchObject({ reason: "dial_busy", durationMs: 0 });
      await expect(second.answered()).rejects.toThrow("It was not answered in the call");
      expect(await ringback.calls.list()).toMatchObject([{ id: second.id }, { id: call.id, phase: "over" }]);
      expect(await ringback.calls.list({ live: true })).toEqual([]);
    }, quietly));

  it("lets somebody take every call to them", () =>
    run(async (ringback) => {
      const { agentId } = await openDesk(ringback);
      const nina = ringback.person("+1 415 555 0177");
      // #region takes-calls
      await using taking = await nina.takesCalls(async (call) => {
        await call.say("Nina here."); // answers first
        await call.hear({ contains: "open" });
      }); // and hangs up
      await ringback.ask("agentphone.calls.create", {
        agentId,
        toNumber: "+14155550177",
        waitForCompletion: true,
      });
      await taking.stop(); // throws what went wrong in a call
      // #endregion
      expect(await ringback.wait("call.ended")).toMatchObject({ disconnectionReason: "user_hangup" });
    }, quietly));

  it("tells what people do when they are called", () =>
    run(async (ringback) => {
      const { agentId } = await openDesk(ringback);
      const end = async (): Promise<unknown> => {
        const placed = await ringback.ask("agentphone.calls.create", {
          agentId,
          toNumber: "+14155550177",
          waitForCompletion: true,
        });
        return (await ringback.calls.get(placed.id)).ended();
      };
      // #region answers
      const nina = ringback.person("+14155550177");
      await nina.says(["Hello, this is Nina.", "No, thank you."]); // then she hangs up
      await nina.answers({ after: "3s" }); // or never, busy, declines, voicemail, screens
      // #endregion
      expect(await end()).toMatchObject({ reason: "user_hangup", turns: [{}, {}, {}, {}, {}] });
      await nina.answers("busy");
      expect(await end()).toMatchObject({ reason: "dial_busy" });
    }, quietly));

  it("speaks for a hosted agent whose model is not there", () =>
    run(async (ringback) => {
      const { desk } = await openDesk(ringback);
      // #region hosted-lines
      const call = await ringback.person("+14155550123").call(desk, { agent: "played" });
      await call.hear("Desk."); // its greeting
      await call.say("A table for two, please.");
      await call.agent.say("For when?");
      await call.hear("For when?");
      await call.say("Never mind.");
      await call.agent.say("Goodbye.", { then: "hang up" });
      const { reason } = await call.ended();
      // #endregion
      expect(reason).toBe("agent_hangup");
      await expect(call.agent.say("Still there?")).rejects.toMatchObject({ code: "call_not_live" });
    }, quietly));

  it("says what was heard instead, and that a call is missed", () =>
    run(async (ringback) => {
      const { desk } = await openDesk(ringback);
      const store = await ringback.lines.rent({ country: "US" });
      const ann = ringback.person("+14155550123");
      const call = await ann.call(desk);
      await expect(call.hear(/hours/)).rejects.toMatchObject({
        code: "wait_timed_out",
        message: "/hours/ was not heard: the agent was done with its turn. The agent said “Desk.”.",
        details: { heard: ["Desk."] },
      });
      expect(await call.hear()).toMatchObject({ by: "agent", text: "Desk." });
      await call.drop();
      await expect(call.press("1")).rejects.toMatchObject({ code: "call_not_live" });
      await ann.missedCall(store);
      const missed = await ann.call(store, { ringFor: "20s" });
      await expect(missed.answered()).rejects.toMatchObject({ code: "call_not_live" });
      expect(await ringback.seen("call.missed", { to: store })).toHaveLength(2);
      await expect(ringback.calls.get("call_999")).rejects.toMatchObject({ code: "not_found" });
    }, quietly));

  it("says why nobody took a call, and why an agent said nothing", () =>
    run(async (ringback) => {
      const ann = ringback.person("+14155550123");
      const bare = await ringback.lines.rent({ provider: "agentphone", country: "US" });
      const missed = await ann.call(bare);
      await expect(missed.answered()).rejects.toThrow(/dial_failed\. No agent has the number \+\d+\./);
      await using server = await openReceiver(() => ({ status: 200, body: "Hello!" }));
      const agent = await ringback.agents.create({ name: "Support", webhook: server.url });
      const call = await ann.call(
        await ringback.lines.rent({ provider: "agentphone", country: "US", agent }),
      );
      await call.say("Hello?");
      await expect(call.hear()).rejects.toThrow(/said nothing since\. The webhook's answer is no JSON\./);
      expect(await call.state()).toMatchObject({ remarks: [{ at: expect.any(Number) as number }] });
    }, quietly));

  it("gives a test time to think, whatever its agent waits for meanwhile", () =>
    run(async (ringback) => {
      const { agentId } = await openDesk(ringback);
      await ringback.person("+14155550177").played();
      const placing = ringback.ask("agentphone.calls.create", {
        agentId,
        toNumber: "+14155550177",
        waitForCompletion: true,
      });
      const call = await ringback.calls.next({ to: "+14155550177" });
      const begun = await ringback.clock.now();
      for (let look = 0; look < 200; look += 1) await ringback.calls.list();
      expect(await ringback.clock.now()).toBe(begun);
      await call.say("Hello?");
      await call.hear();
      for (let look = 0; look < 200; look += 1) await ringback.calls.list();
      await call.say("Goodbye.");
      await call.hangUp();
      expect(await placing).toMatchObject({ status: "completed" });
    }, quietly));
});
