import { expect, it } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { greetingOf } from "./greeting-of.ts";

const frida = { name: "Frida", beginMessage: null };
const desk = { name: "Desk", beginMessage: "Desk here, {{name}}." };
const hosted = { hosted: true, variables: { name: "Jo" } };
const outbound = (plan: JsonObject) => ({ direction: "outbound" as const, plan });

verifies("phone.hosted.greeting", () => {
  expect(greetingOf(outbound({ ...hosted, initialGreeting: "Hi {{name}}!" }), desk)).toBe("Hi Jo!");
  expect(greetingOf(outbound(hosted), desk)).toBe("Desk here, Jo.");
  expect(greetingOf(outbound({ ...hosted, initialGreeting: "" }), desk)).toBeUndefined();
});

verifies("phone.hosted.ownGreeting", () => {
  expect(greetingOf(outbound(hosted), frida)).toBe("Hello, this is Frida.");
  for (const direction of ["inbound", "web"] as const)
    expect(greetingOf({ direction, plan: hosted }, frida)).toBe("Hello, this is Frida. How can I help you?");
});

it("says nothing of itself where a webhook speaks", () => {
  expect(greetingOf(outbound({ hosted: false }), desk)).toBeUndefined();
  expect(greetingOf(outbound({ hosted: false, initialGreeting: "Hi." }), desk)).toBe("Hi.");
  expect(greetingOf({ direction: "inbound" }, frida)).toBeUndefined();
});

it("is silent with an empty greeting, whoever gave it", () => {
  expect(greetingOf(outbound(hosted), { name: "Frida", beginMessage: "" })).toBeUndefined();
  expect(greetingOf(outbound({ ...hosted, initialGreeting: " \n" }), desk)).toBeUndefined();
  expect(
    greetingOf(outbound({ ...hosted, initialGreeting: "{{name}}", variables: { name: "" } }), desk),
  ).toBeUndefined();
});

it("greets without a name where the agent is gone", () => {
  expect(greetingOf(outbound(hosted), undefined)).toBe("Hello.");
  expect(greetingOf({ direction: "inbound", plan: hosted }, undefined)).toBe("Hello. How can I help you?");
});
