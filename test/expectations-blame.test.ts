import { expect, it } from "vitest";
import { agentOf, controlOf, playScenario, sendText, startRingback } from "./support/store-client.ts";
import type { Client } from "./support/store-client.ts";

const number = "+12125550186";
const frame = `version: 1
name: Story
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: ${number} } }
expect:
`;

/** Whose fault it is said to be when an agent has done something in a story, and by which codes. */
const blameFor = async (
  expectations: string,
  act: (agent: Client, control: Client) => Promise<unknown>,
): Promise<readonly string[]> => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, `${frame}${expectations}`);
  await act(agentOf(ringback), control);
  const { body } = await control.post(`/scenarios/${run}/finish`);
  const { blame, failures } = body as { blame: string; failures: readonly { code: string }[] };
  return [blame, ...failures.map(({ code }) => code)];
};

/** Something that is real but not played here. */
const askInVain = async (agent: Client): Promise<void> => {
  const { status } = await agent.post("/quotes", { catalogItemId: "cat_vps_micro", configuration: {} });
  expect(status).toBe(501);
};

const readsNothing = "  - message.read: {}\n";
const soon = "    within: 10s\n";
const forbidden = "  - never: { message.received: {} }\n";

it("is nobody's fault that something did not come after what is not played was asked for", async () => {
  expect(await blameFor(readsNothing, askInVain)).toEqual([
    "not emulated",
    "not_emulated",
    "expectation_not_met",
  ]);
});

it("is the agent's fault if its time was over before it asked for what is not played", async () => {
  const act = async (agent: Client, control: Client): Promise<void> => {
    await control.post("/clock/advance", { by: "11s" });
    await askInVain(agent);
  };
  expect(await blameFor(readsNothing + soon, act)).toEqual(["agent", "expectation_not_met"]);
});

it("is the agent's fault if what must not happen had happened before, and nobody's if it came of it", async () => {
  expect(
    await blameFor(forbidden, async (agent, control) => {
      await sendText(control, number);
      await askInVain(agent);
    }),
  ).toEqual(["agent", "forbidden_event"]);
  expect(
    await blameFor(forbidden, async (agent, control) => {
      await askInVain(agent);
      await sendText(control, number);
    }),
  ).toEqual(["not emulated", "not_emulated", "forbidden_event"]);
});

it("passes whatever was asked for in vain when nothing went wrong", async () => {
  expect(await blameFor("  - never: { call.received: {} }\n", askInVain)).toEqual([undefined]);
});

it("knows nothing of what an agent asked for after a run was judged", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const first = await playScenario(control, `${frame}${readsNothing}`);
  const verdict = (await control.post(`/scenarios/${first}/finish`)).body;
  expect(verdict).toMatchObject({ passed: false, blame: "agent" });
  await askInVain(agentOf(ringback));
  const next = "version: 1\nname: Next\nexpect: [call.missed: {}]\n";
  const second = await playScenario(control, next);
  expect((await control.post(`/scenarios/${first}/finish`)).body).toEqual(verdict);
  expect((await control.post(`/scenarios/${second}/finish`)).body).toMatchObject({ blame: "agent" });
});
