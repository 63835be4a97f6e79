import { expect } from "vitest";
import type { Client } from "../support/store-client.ts";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { jsonOf, openReceiver } from "../support/webhook-receiver.ts";
import { setWebhook } from "../support/webhook-news.ts";

/** Answers, and says back what is said to it. */
const echo = "+15005550138";
/** Answers, talks for two turns and hangs up. */
const talker = "+15005550130";
/** Answers, and talks over whoever speaks. */
const interrupter = "+15005550143";
/** Never answers. */
const nobody = "+15005550132";

const goodbye = "Thank you. Goodbye.";

/** Calls somebody, and answers the id once it is over. */
const callOut = async (phone: Client, fields: object): Promise<string> =>
  doneBy("agentphone.calls.create", await phone.post("/v1/calls", { waitForCompletion: true, ...fields })).id;

/** Lets somebody call a line and say something, turn by turn; answers the id once it is over. */
const callIn = async (control: Client, to: string, says: readonly string[]): Promise<string> => {
  const call = await control.post("/people/call", { from: acme, to, says });
  const { callId } = doneBy("control.people.call", call);
  await control.get(`/wait?type=call.ended&callId=${callId}`);
  return callId;
};

const transcriptOf = async (phone: Client, id: string): Promise<readonly string[]> => {
  const { body } = await phone.get(`/v1/calls/${id}/transcript`);
  const { transcript } = body as { transcript: { role: string; content: string }[] };
  return transcript.map(({ role, content }) => `${role}: ${content}`);
};

verifies(["phone.hosted.responder", "phone.hosted.variables", "phone.hosted.names"], async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  const id = await callOut(phone, {
    agentId,
    toNumber: echo,
    initialGreeting: "Hi, {{ name }} here.",
    systemPrompt:
      "Book a table for {{guests}} at 7.30 p.m. on Friday.\n- Ask for {{name}}; not {{ nobody }}.",
    modelTier: "turbo",
    variables: { name: "Jo", guests: "{{name}} $& (2)", nobody: null },
  });
  expect(await transcriptOf(phone, id)).toEqual([
    "agent: Hi, Jo here.",
    "user: Echo.",
    "agent: Book a table for {{name}} $& (2) at 7.30 p.m. on Friday.",
    "user: Book a table for {{name}} $& (2) at 7.30 p.m. on Friday.",
    "agent: Ask for Jo; not {{ nobody }}.",
    "user: Ask for Jo; not {{ nobody }}.",
    `agent: ${goodbye}`,
  ]);
  const { events } = doneBy("control.events.list", await controlOf(ringback).get("/events?type=call.ended"));
  expect(events).toMatchObject([{ callId: id, disconnectionReason: "agent_hangup" }]);
});

verifies("phone.hosted.responder", "of a prompt as long as an agent's may be", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  const systemPrompt = `${"Be kind to everybody. ".repeat(4000)}Say goodbye.`;
  const id = await callOut(phone, { agentId, toNumber: talker, initialGreeting: "", systemPrompt });
  expect((await transcriptOf(phone, id))[1]).toBe("agent: Be kind to everybody.");
});

verifies("phone.hosted.greeting", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone, { beginMessage: "Desk here, {{name}}." });
  const call = { agentId, toNumber: talker, variables: { name: "Jo" } };
  const start = async (fields: object) =>
    (await transcriptOf(phone, await callOut(phone, { ...call, ...fields })))[0];
  expect(await start({})).toBe("agent: Desk here, Jo.");
  expect(await start({ initialGreeting: null })).toBe("agent: Desk here, Jo.");
  expect(await start({ initialGreeting: "Good day." })).toBe("agent: Good day.");
  expect(await start({ initialGreeting: "" })).toBe("user: Hello?");
});

verifies("phone.hosted.ownGreeting", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId, number } = await equipAgent(phone);
  const out = await callOut(phone, { agentId, toNumber: talker });
  expect((await transcriptOf(phone, out))[0]).toBe("agent: Hello, this is Frida.");
  const inbound = await callIn(controlOf(ringback), number, ["Hello."]);
  expect((await transcriptOf(phone, inbound))[0]).toBe("agent: Hello, this is Frida. How can I help you?");
});

verifies("phone.hosted.responder", "takes calls with the agent's greeting and prompt", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const support = { beginMessage: "Acme, good day.", systemPrompt: "Ask for the order. Be kind." };
  const { number } = await equipAgent(phone, support);
  const id = await callIn(controlOf(ringback), number, ["Hello?", "Number seven.", "Thanks."]);
  expect(await transcriptOf(phone, id)).toEqual([
    "agent: Acme, good day.",
    "user: Hello?",
    "agent: Ask for the order.",
    "user: Number seven.",
    "agent: Be kind.",
    "user: Thanks.",
    `agent: ${goodbye}`,
  ]);
});

verifies("phone.hosted.mode", async () => {
  await using ringback = await startRingback();
  await using receiver = await openReceiver();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null });
  await setWebhook(phone, receiver.url);
  const { calls } = sdkOf(ringback);
  const placed = await calls.createOutboundCall({
    agentId,
    toNumber: talker,
    systemPrompt: "Say that all is well.",
  });
  const { id } = placed as { id: string };
  const [told] = await receiver.arrived(1);
  expect(told && jsonOf(told)).toMatchObject({
    event: "agent.call_ended",
    agentId,
    data: {
      callId: id,
      status: "completed",
      disconnectionReason: "agent_hangup",
      transcript: [
        { role: "agent", content: "Hello, this is Frida." },
        { role: "user", content: "Hello?" },
        { role: "agent", content: "Say that all is well." },
        { role: "user", content: "Thank you for letting me know. Goodbye!" },
        { role: "agent", content: goodbye },
      ],
    },
  });
});

verifies("phone.hosted.review", async () => {
  await using ringback = await startRingback();
  await using receiver = await openReceiver();
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId, number } = await equipAgent(phone, { beginMessage: "Acme.", systemPrompt: "Be kind." });
  await setWebhook(phone, receiver.url);
  await callIn(control, number, ["This is terrible.", "Your service is useless."]);
  await callOut(phone, { agentId, toNumber: nobody });
  await callOut(phone, { agentId, toNumber: talker });
  const reviews = (await receiver.arrived(3)).map((told) => {
    const { summary, userSentiment, callSuccessful } = jsonOf(told)["data"] as Record<string, unknown>;
    return [summary, userSentiment, callSuccessful];
  });
  expect(reviews).toEqual([
    [
      `${acme} called the agent at ${number}. It lasted 5 seconds, with 3 turns of the agent and 2 turns of the other side. It began with “Acme.” (the agent) and ended with “${goodbye}” (the agent). The agent hung up.`,
      "Negative",
      true,
    ],
    [null, null, null],
    [expect.stringContaining(`The agent called ${talker} from ${number}.`), "Neutral", true],
  ]);
});

verifies("phone.hosted.spokenCodes", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const systemPrompt = "The code is eight three four, nine two one. Or 1 2, double three 5 6.";
  const { agentId, number } = await equipAgent(phone, { systemPrompt });
  for (const code of ["834921", "123356", "777777"])
    expect((await control.post("/people/otp", { from: acme, to: number, code })).status).toBe(201);
  await callOut(phone, { agentId, toNumber: echo });
  const { events } = doneBy("control.events.list", await control.get("/events?type=otp.used"));
  expect(events).toMatchObject([{ code: "834921" }, { code: "123356" }]);
});

verifies("phone.hosted.responder", "goes on with the next sentence when it was talked over", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const systemPrompt = "Tell them slowly and in many words what this is about. Ask when to call again.";
  const { agentId } = await equipAgent(phone, { systemPrompt });
  expect(await transcriptOf(phone, await callOut(phone, { agentId, toNumber: interrupter }))).toEqual([
    "agent: Hello, this is Frida.",
    "user: Yes?",
    "agent: Tell them slowly",
    "user: Sorry, I have no time for this.",
    "agent: Ask when to call again.",
    "user: Goodbye.",
    `agent: ${goodbye}`,
  ]);
});

verifies("phone.hosted.responder", "lets two agents talk, each with its own prompt", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const caller = await equipAgent(phone, { systemPrompt: "Ask for tea." });
  const called = await equipAgent(phone, {
    name: "Otto",
    systemPrompt: "Offer milk. Offer sugar. Ask for more.",
  });
  await callOut(phone, { agentId: caller.agentId, toNumber: called.number });
  const [theirs] = doneBy(
    "agentphone.agents.calls.list",
    await phone.get(`/v1/agents/${called.agentId}/calls`),
  ).data;
  expect(await transcriptOf(phone, theirs?.id ?? "")).toEqual([
    "agent: Hello, this is Otto. How can I help you?",
    "user: Hello, this is Frida.",
    "agent: Offer milk.",
    "user: Ask for tea.",
    "agent: Offer sugar.",
    `user: ${goodbye}`,
  ]);
});
