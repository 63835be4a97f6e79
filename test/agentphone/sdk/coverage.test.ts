import { readdirSync, readFileSync } from "node:fs";
import { AgentPhoneClient } from "agentphone";
import { expect, it } from "vitest";
import { operationsOf, phoneContract } from "../../support/conformance/phone-contract.ts";

const client = new AgentPhoneClient({ token: "sk_live_none", baseUrl: "http://127.0.0.1:9" });

/** The getters of an object's class, or its methods. */
const membersOf = (value: object, kind: "get" | "value"): readonly string[] => {
  const all = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value) as object));
  return all
    .filter(([name, member]) => typeof member[kind] === "function" && !/^(?:constructor|_)/.test(name))
    .map(([name]) => name);
};

/** Every method of the vendor's client: `agents.createAgent`. */
const methods = membersOf(client, "get").flatMap((resource) =>
  membersOf((client as unknown as Record<string, object>)[resource] ?? {}, "value").map(
    (method) => `${resource}.${method}`,
  ),
);

it("knows every method of the official client, by reflection", () => {
  expect(methods).toContain("agents.createAgent");
  expect(methods.toSorted()).toEqual(
    operationsOf(phoneContract)
      .flatMap(({ described }) => described["x-sdk"] ?? [])
      .toSorted(),
  );
});

it("tries every method of the official client", () => {
  const folder = "test/agentphone/sdk";
  const sources = readdirSync(folder)
    .filter((name) => name !== "coverage.test.ts")
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .join("\n");
  // Tests call them on a resource that they took from the client: `agents.createAgent(`.
  const untried = methods.filter(
    (method) => !new RegExp(`\\b${method.replace(".", "\\.")}\\(`).test(sources),
  );
  expect(untried).toEqual([]);
});
