import { expect, it } from "vitest";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom } from "../../support/sdk-refusal.ts";
import { registrationForm } from "../../support/registration-form.ts";
import { startRingback } from "../../support/store-client.ts";

it("hands in a registration and reads how it stands", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { registration } = sdkOf(ringback);
  expect((await registration.getRegistrationStatus()).campaign_status).toBe("none");
  const form = { ...registrationForm, create_sub_account: false };
  const answer = await registration.registerA2P(form);
  expect(answer).toMatchObject({ ok: true, campaign_status: "pending", fee_cents: 2500 });
  expect((await registration.getRegistrationStatus()).campaign_status).toBe("pending");
  const again = await refusalFrom(registration.registerA2P(form));
  expect(again).toMatchObject({ by: "AgentPhoneError", statusCode: 409 });
});

it("registers for a sub-account of its own, unless told otherwise", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { registration } = sdkOf(ringback);
  const { sub_account_id } = await registration.registerA2P(registrationForm);
  const scope = { "X-Sub-Account-Id": sub_account_id ?? "" };
  expect((await registration.getRegistrationStatus(scope)).campaign_status).toBe("pending");
});

it("tells every mistake at once", async () => {
  await using ringback = await startRingback();
  const { registration } = sdkOf(ringback);
  const refusal = await refusalFrom(
    registration.registerA2P({ ...registrationForm, email: "", use_cases: [] }),
  );
  expect(refusal).toMatchObject({ by: "UnprocessableEntityError", statusCode: 422 });
  expect(JSON.stringify(refusal.body)).toMatch(/"email".*"use_cases"/);
});
