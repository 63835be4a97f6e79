import { expect } from "vitest";
import { sdkOf } from "../support/phone-client.ts";
import { acme, advance, controlOf, startRingback } from "../support/store-client.ts";
import { eventsOf } from "../support/texting.ts";
import { verifies } from "../support/verifies.ts";

verifies("phone.subAccounts.delete", "ends what a deleted sub-account had under way", async () => {
  const warnings: string[] = [];
  await using ringback = await startRingback({
    clock: "manual",
    onWarning: (warning) => void warnings.push(warning),
  });
  const control = controlOf(ringback);
  const { agents, calls, numbers, subAccounts, webhooks } = sdkOf(ringback);
  const { id } = (await subAccounts.createSubAccount({ name: "Branch" })) as { id: string };
  const scope = { "X-Sub-Account-Id": id };
  await webhooks.createOrUpdateWebhook({ ...scope, body: { url: "http://127.0.0.1:9/hook" } });
  const { id: agentId } = await agents.createAgent({ ...scope, name: "Desk" });
  const { id: number_id, phoneNumber } = await numbers.createNumber({ ...scope, agentId });
  await control.post("/people/text", { from: acme, to: phoneNumber, body: "Anybody there?" });
  await calls.createWebCall({ agentId });
  await calls.createOutboundCall({ ...scope, agentId, toNumber: acme });
  await numbers.deleteNumber({ ...scope, number_id });
  expect(await subAccounts.deleteSubAccount({ sub_account_id: id })).toEqual({ success: true });
  expect(await eventsOf(control, "call.ended")).toHaveLength(2);
  // Retries that were promised, rent, rings: nothing stumbles over the account that is gone.
  await advance(control, "40d");
  expect(warnings.filter((warning) => !warning.includes("webhook"))).toEqual([]);
  expect(await subAccounts.listSubAccounts()).toMatchObject({ total: 0 });
  const { accounts } = (await control.get("/accounts")).body as { accounts: readonly object[] };
  expect(accounts).toHaveLength(1);
  expect((await control.get("/state")).status).toBe(200);
});
