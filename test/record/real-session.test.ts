import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readScenarioText } from "../../src/scenario/read-scenario-text.ts";
import { hears, says } from "../fake-twilio/calls/steps.ts";
import { ringbackHere } from "../support/command-here.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { openRealAgent } from "../support/real-agent.ts";
import { openRealStage } from "../support/real-stage.ts";
import { setWebhook } from "../support/webhook-news.ts";
import { openReceiver } from "../support/webhook-receiver.ts";
import { fileInFolder, play, startAgent, untilEvent } from "./session.ts";

const line = "+14155550110";
const anna = "+14155550123";

it("records what came over a real carrier, so that it can be played on the simulated one", async () => {
  await using receiver = await openReceiver();
  await using stage = await openRealStage({ owned: [line] });
  const sdk = sdkOf(stage.ringback);
  const agent = (await sdk.agents.createAgent({ name: "Ada" })) as { id: string };
  await sdk.numbers.createNumber({ agentId: agent.id });
  await setWebhook(phoneOf(stage.ringback), receiver.url);
  stage.fake.people.text({ from: anna, to: line, body: "This is Anna Berg. My code is 482913." });
  await receiver.arrived(1);
  await sdk.messages.sendMessage({ from_number: line, to_number: anna, body: "Thank you, Anna." });
  stage.fake.people.text({ from: anna, to: line, body: "Bye! Anna" });
  await receiver.arrived(2);
  const file = fileInFolder();
  const { url } = stage.ringback;
  const ended = await ringbackHere(["record", "--out", file, "--from-start", "--for", "0s", "--url", url]);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  const text = readFileSync(file, "utf8");
  expect(text).toContain("when: { line.rented: {} }");
  expect(text).toMatch(
    /otp: \{ from: ann, to: "\$\{rented1\}", code: \d{6}, text: "This is Ann Baker\. My code is /,
  );
  expect(text).toContain('sms: { from: ann, to: "${rented1}", body: "Bye! Ann" }');
  expect(text).not.toMatch(/anna|berg|482913|5550110|5550123/i);
  expect((await readScenarioText(text, file)).warnings).toEqual([]);
});

it("records a session over a real carrier that the same agent passes on the simulated network", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const { ringback, fake } = stage;
  const agent = await startAgent(ringback, "examples/signup-agent.mjs");
  await untilEvent(ringback, ({ type }) => type === "line.rented");
  fake.people.text({ from: anna, to: line, body: "Acme: your code is 482913" });
  await untilEvent(ringback, ({ type }) => type === "message.read");
  await agent[Symbol.asyncDispose]();
  const file = fileInFolder();
  const { url } = ringback;
  const ended = await ringbackHere(["record", "--out", file, "--from-start", "--for", "0s", "--url", url]);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(file, "utf8")).not.toMatch(/482913|5550110|5550123/);
  expect(await play(file, "examples/signup-agent.mjs")).toMatchObject({ passed: true, failures: [] });
});

it("records calls over a real carrier turn by turn, and those of people who withhold their number", async () => {
  await using ada = await openRealAgent({
    speaker: () => ({ text: "We are closed. Goodbye.", hangup: true }),
  });
  for (const nobody of ["anonymous", "Restricted"]) {
    await ada.fake.calls.call(nobody, line).over;
    await ada.event("call.ended", { from: nobody });
  }
  ada.fake.calls.call(anna, line, says("This is Anna Berg. Are you open?"), hears());
  await ada.event("call.ended", { from: anna });
  const file = fileInFolder();
  const { url } = ada.stage.ringback;
  await ringbackHere(["record", "--out", file, "--from-start", "--for", "0s", "--url", url]);
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/missed-call: \{ from: ann, [^]*missed-call: \{ from: ben, /);
  expect(text).toContain('call: { from: cara, to: "${rented1}" }');
  expect(text).toMatch(/- say: "This is Cara Baker\. Are you open\?"\n +- hear: /);
  expect(text).not.toMatch(/anna|berg|5550110|5550123/i);
  expect((await readScenarioText(text, file)).warnings).toEqual([]);
});
