import { expect, it } from "vitest";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

interface SubAccount {
  readonly id: string;
  readonly name: string;
}

it("creates, lists, renames and deletes sub-accounts", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { subAccounts } = sdkOf(ringback);
  const { id } = (await subAccounts.createSubAccount({ name: "Branch" })) as SubAccount;
  expect(await subAccounts.listSubAccounts({ limit: 5 })).toMatchObject({ data: [{ id, name: "Branch" }] });
  const renamed = await subAccounts.updateSubAccount({ sub_account_id: id, name: "Office" });
  expect(renamed).toMatchObject({ id, name: "Office" });
  expect(await subAccounts.deleteSubAccount({ sub_account_id: id })).toEqual({ success: true });
  expect(await subAccounts.listSubAccounts()).toMatchObject({ data: [] });
});

it("acts on a sub-account where its types have the header", async () => {
  await using ringback = await startRingback();
  const { subAccounts, agents } = sdkOf(ringback);
  const { id } = (await subAccounts.createSubAccount({ name: "Branch" })) as SubAccount;
  const scope = { "X-Sub-Account-Id": id };
  const agent = await agents.createAgent({ name: "Desk", ...scope });
  expect((await agents.listAgents(scope)).data).toEqual([agent]);
  expect((await agents.listAgents()).data).toEqual([]);
  const nobody = agents.listAgents({ "X-Sub-Account-Id": "acct_nothing" });
  expect(await refusalFrom(nobody)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
});

it("keeps a sub-account that holds numbers, and says what is wrong", async () => {
  await using ringback = await startRingback();
  const { subAccounts, numbers } = sdkOf(ringback);
  const { id } = (await subAccounts.createSubAccount({ name: "Branch" })) as SubAccount;
  await numbers.createNumber({ "X-Sub-Account-Id": id });
  const held = await refusalFrom(subAccounts.deleteSubAccount({ sub_account_id: id }));
  expect(held).toMatchObject({ by: "AgentPhoneError", statusCode: 409 });
  const gone = { sub_account_id: "acct_nothing" };
  for (const asked of [
    subAccounts.deleteSubAccount(gone),
    subAccounts.updateSubAccount({ ...gone, name: "x" }),
  ])
    expect(await refusalFrom(asked)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
  const nameless = subAccounts.createSubAccount({ name: "" });
  expect(await refusalFrom(nameless)).toEqual(unprocessable("body.name"));
  expect(await refusalFrom(subAccounts.listSubAccounts({ offset: -1 }))).toEqual(
    unprocessable("query.offset"),
  );
});
