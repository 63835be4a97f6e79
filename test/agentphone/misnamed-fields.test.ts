import { expect, it } from "vitest";
import { phoneOf } from "../support/phone-client.ts";
import { startRingback } from "../support/store-client.ts";

const why = ({ headers }: { readonly headers: Headers }): string | null => headers.get("x-ringback-why");

it("says which name was meant when a refused request has it in the other case", async () => {
  const told: (string | undefined)[] = [];
  await using ringback = await startRingback({ onAnswer: (news) => told.push(news.why) });
  const wish = { agentId: "agt_001", toNumber: "+14155550123", body: "Hello" };
  const refused = await phoneOf(ringback).post("/v1/messages", wish);
  expect(refused.status).toBe(422);
  expect(JSON.stringify(refused.body)).not.toContain("is not read here");
  const hint =
    "agentId is not read here: the name is agent_id. toNumber is not read here: the name is to_number.";
  expect(why(refused)).toMatch(new RegExp(`^validation_error: .+ ${hint}$`));
  expect(told[0]).toContain(hint);
});

it("says so too when the request is taken without the field, as the vendor does silently", async () => {
  await using ringback = await startRingback();
  const bought = await phoneOf(ringback).post("/v1/numbers", { country: "US", agent_id: "agt_001" });
  expect(bought).toMatchObject({ status: 200, body: { agentId: null } });
  expect(why(bought)).toBe("agent_id is not read here: the name is agentId.");
  const right = await phoneOf(ringback).post("/v1/agents", { name: "desk", colour: "blue" });
  expect(why(right)).toBeNull();
});
