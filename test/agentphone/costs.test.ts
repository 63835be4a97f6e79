import { expect, it } from "vitest";
import { reporters } from "../../src/scenario/report/reporters.ts";
import { resultWith, reportOf } from "../support/scenario-results.ts";
import { controlOf, playScenario, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const send = (body: string) =>
  `  - request: { operation: agentphone.messages.send, with: { from_number: +12125550186, to_number: +14155550123, body: ${body} } }`;

/** Plays a story in which two texts are sent and one is answered, and judges it. */
const verdictOf = async (expected: string) => {
  await using ringback = await startRingback({ clock: "auto" });
  const control = controlOf(ringback);
  const story = [
    "version: 1",
    "name: two texts",
    "people: { acme: { number: +14155550123 } }",
    "lines: { main: { provider: agentphone, country: US, number: +12125550186 } }",
    "script:",
    send("one"),
    send("two"),
    "  - after: 1s",
    "    sms: { from: acme, to: main, body: hello }",
    `expect: [${expected}]`,
  ].join("\n");
  // What was there before a run began is none of its costs.
  const other = story.replaceAll("+12125550186", "+12125550187").replaceAll("0123", "0124");
  await control.post(`/scenarios/${await playScenario(control, other)}/finish`);
  const run = await playScenario(
    control,
    story.replace("acme: {", "ann: {").replace("from: acme", "from: ann"),
  );
  const { body } = await control.post(`/scenarios/${run}/finish`);
  return body as { passed: boolean; costUsd: string; failures: { code: string; message: string }[] };
};

verifies("runs.cost", "says what a run would have cost, and how many texts were too many", async () => {
  expect(await verdictOf("budget: { messages: 2, costUsd: 0.06 }")).toMatchObject({
    passed: true,
    costUsd: "0.06",
  });
  const { failures } = await verdictOf("budget: { messages: 1, costUsd: 0.05 }");
  expect(failures.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "over_budget 2 texts were sent; the budget allows 1.",
    "over_budget It would have cost 0.06 dollars at AgentPhone; the budget allows 0.05.",
  ]);
});

it("tells the cost in the terminal where there is one, and in JSON always", () => {
  const print = (name: string, costUsd: string): string => {
    const texts: string[] = [];
    const open = reporters
      .find((known) => known.name === name)
      ?.open({ print: (text) => texts.push(text), colours: false, total: 1 });
    const result = resultWith({ costUsd });
    open?.ended(result);
    open?.finished(reportOf(result));
    return texts.join("\n");
  };
  expect(print("terminal", "0.06")).toContain("1h 2m of the world's time in 35 ms, for $0.06 at AgentPhone");
  expect(print("terminal", "0.00")).not.toContain("$");
  expect(JSON.parse(print("json", "0.06"))).toMatchObject({ results: [{ costUsd: "0.06" }] });
});
