import { describe, expect, it } from "vitest";
import { startRingback } from "../../src/index.ts";
import { isGenuine, jsonOf, openReceiver } from "../support/webhook-receiver.ts";
import { ringbacks } from "./ringbacks.ts";

// Whether a webhook was set is nothing these tests are about.
const quietly = { onWarning: () => {} };

describe.each(ringbacks)("AgentPhone in a ringback $where", ({ run }) => {
  it("gives an agent a number, and texts it as people do", () =>
    run(async (ringback) => {
      // #region phone-text
      const support = await ringback.agents.create({
        name: "Support",
        voiceMode: "hosted",
        prompt: "Be kind.",
      });
      const desk = await ringback.lines.rent({
        provider: "agentphone",
        country: "US",
        type: "imessage",
        areaCode: "212",
        agent: support,
      });
      const nina = await ringback.people.add("nina", "+14155550177", { imessage: true });
      await nina.text(desk, "Are you there?"); // an iMessage, since both sides have it
      await nina.mms(desk, ["https://example.com/door.jpg"], "Our door.");
      const { mediaUrl } = await ringback.wait("message.received", { to: desk, channel: "mms" });
      // #endregion
      expect(desk).toEqual({
        number: expect.stringMatching(/^\+1212555\d{4}$/) as string,
        provider: "agentphone",
        numberId: "num_001",
      });
      expect(support).toEqual({ id: "agt_001", name: "Support", voiceMode: "hosted" });
      expect(mediaUrl).toBe("https://example.com/door.jpg");
      expect(await ringback.ask("agentphone.numbers.get", { number_id: desk.numberId })).toMatchObject({
        agentId: support.id,
      });
      expect(await ringback.wait("message.received", { channel: "imessage" })).toMatchObject({
        body: "Are you there?",
      });
    }, quietly));

  it("lets people react, write from an Apple ID or a short code, and say where they are", () =>
    run(async (ringback) => {
      const desk = await ringback.lines.rent({ provider: "agentphone", country: "CA", type: "imessage" });
      // #region phone-people
      const nina = await ringback.people.add("nina", "+14155550177", {
        imessage: true,
        appleId: "nina@example.com",
      });
      await ringback.person("nina@example.com").imessage(desk, "It is me."); // from her Apple ID
      await ringback.person("262966").text(desk, "Your parcel is here."); // from a short code
      const question = { number_id: desk.numberId, to_number: nina.number, body: "Is Sunday free?" };
      await ringback.ask("agentphone.messages.send", question);
      await nina.react(desk, "love"); // to what the line sent her last
      await nina.locate({ latitude: 40.7, longitude: -74 }); // nina.locate() shares it no longer
      // #endregion
      const [, parcel] = await ringback.seen("message.received", { to: desk });
      expect(parcel).toMatchObject({ from: "262966", channel: "sms" });
      const { messageId } = await ringback.wait("reaction.received", { from: nina, reaction: "love" });
      expect(await ringback.seen("message.sent", { messageId, body: "Is Sunday free?" })).toHaveLength(1);
      const { messageId: hers } = await nina.imessage(desk, "Yes.", { media: ["https://example.com/1"] });
      expect(await nina.react({ messageId: hers }, "laugh")).toEqual({ messageId: hers });
      const where = { phone_number: nina.number };
      expect(await ringback.ask("agentphone.location.get", where)).toMatchObject({ latitude: 40.7 });
      await nina.locate();
      expect(await ringback.ask("agentphone.location.get", where)).toMatchObject({ status: "unavailable" });
    }, quietly));

  it("refuses what a line cannot take or an agent cannot be", () =>
    run(async (ringback) => {
      const [store, plain] = [
        await ringback.lines.rent({ country: "US" }),
        await ringback.lines.rent({ provider: "agentphone", country: "US" }),
      ];
      const nina = ringback.person("+14155550177");
      const unsupported = { code: "unsupported_configuration" };
      await expect(nina.mms(store, ["https://example.com/1"])).rejects.toMatchObject(unsupported);
      await expect(nina.imessage(plain, "hello")).rejects.toMatchObject(unsupported);
      await expect(nina.mms("+12125550111", ["https://example.com/1"])).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(nina.react(plain, "love")).rejects.toThrow("has sent +14155550177 no message yet.");
      await expect(
        // @ts-expect-error AgentPhone has numbers in the United States and in Canada only.
        ringback.lines.rent({ provider: "agentphone", country: "GB" }),
      ).rejects.toMatchObject(unsupported);
      await expect(
        ringback.lines.rent({ provider: "agentphone", country: "US", agent: "agt_009" }),
      ).rejects.toMatchObject({ code: "not_found" });
      await expect(ringback.agents.create({ name: "Ann", voiceMode: "hosted" })).rejects.toThrow(/prompt/i);
      const beyond = { name: "Ann", webhook: "http://agent.example/hook" };
      await expect(ringback.agents.create(beyond)).rejects.toMatchObject({ code: "not_possible" });
    }));

  it("reads what was emailed", () =>
    run(async (ringback) => {
      await expect(ringback.mailbox.code("nina@example.com")).rejects.toThrow(
        'There is no letter with a code to nina@example.com yet. wait("code.emailed") waits for one.',
      );
      await expect(ringback.mailbox.latest()).rejects.toMatchObject({ code: "not_found" });
      // #region mailbox
      const { verification_id } = await ringback.ask("agentphone.signup.start", {
        human_email: "nina@example.com",
      });
      const otp_code = await ringback.mailbox.code("nina@example.com"); // or wait("code.emailed", { to })
      const { api_key } = await ringback.ask("agentphone.signup.verify", { verification_id, otp_code });
      await ringback.ask("agentphone.numbers.list", {}, { key: api_key });
      // #endregion
      expect(await ringback.wait("code.emailed")).toMatchObject({ otp: otp_code, to: "nina@example.com" });
      expect(await ringback.mailbox.latest("Nina@Example.com")).toMatchObject({
        code: otp_code,
        at: await ringback.clock.now(),
      });
      expect(await ringback.mailbox.list("ann@example.com")).toEqual([]);
    }));

  it("tells webhooks, shows what they were told, and tells it once more", () =>
    run(async (ringback) => {
      await using receiver = await openReceiver();
      const { url, received } = receiver;
      // #region webhooks
      const support = await ringback.agents.create({ name: "Support", webhook: url });
      const desk = await ringback.lines.rent({ provider: "agentphone", country: "US", agent: support });
      await ringback.person("+14155550177").text(desk, "Where is order 48213?");
      const { delivery } = await ringback.wait("webhook.delivered", { event: "agent.message" });
      const [told] = await ringback.webhooks.list(); // newest first: the body, each attempt, its headers
      await ringback.webhooks.replay(delivery); // the same X-Webhook-ID: an agent answers it only once
      const body = told?.body.replace("48213", "60007");
      const { httpStatus } = await ringback.webhooks.replay(delivery, { body });
      // #endregion
      expect(httpStatus).toBe(200);
      const [first, second, third] = received;
      if (first === undefined || second === undefined || third === undefined) throw new Error("Three came.");
      expect(jsonOf(first)).toMatchObject({ data: { message: "Where is order 48213?" } });
      expect(second.raw).toEqual(first.raw);
      expect(jsonOf(third)).toMatchObject({ data: { message: "Where is order 60007?" } });
      for (const came of received) {
        expect(came.headers["x-webhook-id"]).toBe(delivery);
        expect(isGenuine(came, support.secret ?? "", Date.now())).toBe(true);
      }
      const now = await ringback.clock.now();
      expect(told).toMatchObject({
        id: delivery,
        agent: support.id,
        status: "success",
        createdAt: now,
        nextRetryAt: null,
        attempts: [{ attempt: 1, at: now, httpStatus: 200, body: first.raw.toString() }],
      });
      const [again] = await ringback.webhooks.list();
      expect(again?.attempts.map(({ attempt }) => attempt)).toEqual([1, 0, 0]);
      expect(await ringback.webhooks.list({ status: "failed" })).toEqual([]);
      expect(await ringback.webhooks.deliver()).toBe(0);
      receiver.answer = () => 503;
      const refused = await ringback.webhooks.replay(told ?? "", { headers: { "X-Try": "3" } });
      expect(refused).toMatchObject({ success: false, httpStatus: 503 });
      expect(received.at(-1)?.headers["x-try"]).toBe("3");
      await expect(ringback.webhooks.replay("none")).rejects.toMatchObject({ code: "not_found" });
    }));

  it("lets webhooks go wrong on their way", () =>
    run(async (ringback) => {
      await using receiver = await openReceiver();
      const agent = await ringback.agents.create({ name: "Support", webhook: receiver.url });
      const desk = await ringback.lines.rent({ provider: "agentphone", country: "US", agent });
      // #region webhook-faults
      await ringback.faults.add({ webhook: "agent.message", do: "duplicate", times: 1 });
      await ringback.faults.add({ webhook: "*", do: "delay", by: "10m" });
      // #endregion
      const nina = ringback.person("+14155550177");
      await nina.text(desk, "twice");
      await receiver.arrived(2);
      await nina.text(desk, "late");
      expect(receiver.received).toHaveLength(2);
      await ringback.clock.advance("10m");
      const [, , late] = await receiver.arrived(3);
      expect(late && jsonOf(late)).toMatchObject({ data: { message: "late" } });
      expect(await ringback.faults.list()).toMatchObject([
        { point: "webhook:agent.message", timesLeft: 0, answer: { webhook: "duplicate" } },
        { point: "webhook:*", struck: 1, answer: { webhook: "delay" } },
      ]);
      const misspelt = { webhook: "agent.mesage", do: "drop" } as unknown as { webhook: "*"; do: "drop" };
      await expect(ringback.faults.add(misspelt)).rejects.toThrow("Did you mean webhook:agent.message?");
    }));

  it("changes how an account is treated and what it may spend", () =>
    run(async (ringback) => {
      const desk = await ringback.lines.rent({ provider: "agentphone", country: "US" });
      const send = (key?: string) =>
        ringback.ask(
          "agentphone.messages.send",
          { number_id: desk.numberId, to_number: "+14155550177", body: "hello" },
          key === undefined ? {} : { key },
        );
      // #region phone-accounts
      await ringback.accounts.changeProfile({ enforceBalance: true });
      await ringback.accounts.setCredit(0.03); // dollars; null is without end
      const { costUsd, totals } = await ringback.accounts.costs();
      // #endregion
      expect({ costUsd, totals }).toEqual({ costUsd: "0.00", totals: [] });
      await send();
      await expect(send()).rejects.toMatchObject({ code: "insufficient_balance" });
      expect(await ringback.accounts.credit()).toBe("0.01");
      expect(await ringback.accounts.costs()).toMatchObject({ totals: [{ count: 1 }] });
      expect(await ringback.accounts.profile()).toMatchObject({ enforceBalance: true });
      const other = await ringback.accounts.create({ name: "Other", creditUsd: 2 });
      expect(await ringback.accounts.credit(other.account)).toBe("2.00");
      expect(await ringback.accounts.setCredit(null, other.account)).toBeNull();
      await expect(send(other.phoneKey)).rejects.toMatchObject({ code: "not_found" });
      await expect(ringback.accounts.profile("acct_009")).rejects.toMatchObject({ code: "not_found" });
    }));
});

it("tells refusals of AgentPhone as errors, with its own texts", async () => {
  await using ringback = await startRingback();
  const desk = await ringback.lines.rent({ provider: "agentphone", country: "US" });
  const send = (to_number: string) =>
    ringback.ask("agentphone.messages.send", { number_id: desk.numberId, to_number, body: "hello" });
  await ringback.accounts.changeProfile({ requireRegistration: true });
  await expect(send("+14155550177")).rejects.toMatchObject({
    code: "sender_unregistered",
    details: { status: 403, why: expect.stringContaining("10DLC") as string },
  });
  await ringback.accounts.changeProfile({ requireRegistration: false, errorShape: "envelope" });
  await expect(ringback.ask("agentphone.agents.get", { agent_id: "agt_008" })).rejects.toMatchObject({
    code: "not_found",
    details: { status: 404 },
  });
  await ringback.accounts.changeProfile({ errorShape: "detail" });
  await expect(send("nobody")).rejects.toMatchObject({
    name: "RingbackError",
    code: "validation_error",
    message: expect.stringContaining("to_number") as string,
    details: { status: 422 },
  });
  await expect(ringback.ask("agentphone.agents.get", { agent_id: "agt_009" })).rejects.toMatchObject({
    code: "not_found",
    message: "Agent not found.",
  });
  await ringback.faults.add({ point: "agentphone.agents.list", answer: { status: 503 } });
  await expect(ringback.ask("agentphone.agents.list", {})).rejects.toMatchObject({
    code: "fault_struck",
    details: { status: 503 },
  });
});

it("tells webhooks beyond this machine only where that is allowed", async () => {
  await using ringback = await startRingback({ allowWebhooks: ["*.example"] });
  const agent = await ringback.agents.create({ name: "Far", webhook: "http://agent.example/hook" });
  expect(agent.secret).toMatch(/^whsec_/);
});
