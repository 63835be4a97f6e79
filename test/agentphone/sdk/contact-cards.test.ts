import { expect, it } from "vitest";
import { openImessageThread } from "../../support/imessage-thread.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

it("sets, reads and removes the card of an iMessage line", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { contactCards } = sdkOf(ringback);
  const { numberId: number_id } = await openImessageThread(ringback);
  expect(await refusalFrom(contactCards.getContactCard({ number_id }))).toMatchObject({ statusCode: 404 });
  const card = { firstName: "Front", lastName: "Desk", displayName: "Front Desk" };
  const put = await contactCards.putContactCard({
    number_id,
    ...card,
    avatarUrl: "https://example.com/a.png",
  });
  expect(put).toEqual({ ...card, hasAvatar: true });
  expect(await contactCards.getContactCard({ number_id })).toEqual(put);
  expect(await contactCards.deleteContactCard({ number_id })).toBeUndefined();
  expect(await contactCards.deleteContactCard({ number_id })).toBeUndefined();
  expect(await refusalFrom(contactCards.getContactCard({ number_id }))).toMatchObject({ statusCode: 404 });
});

it("has no card for an SMS line, nor for a number that is not there", async () => {
  await using ringback = await startRingback();
  const { contactCards, numbers } = sdkOf(ringback);
  const { id: number_id } = await numbers.createNumber();
  for (const asked of [
    contactCards.getContactCard({ number_id }),
    contactCards.putContactCard({ number_id }),
  ])
    expect(await refusalFrom(asked)).toMatchObject({ by: "AgentPhoneError", statusCode: 400 });
  const gone = { number_id: "num_nothing" };
  const asked = [
    contactCards.getContactCard(gone),
    contactCards.putContactCard({ ...gone, firstName: "x" }),
    contactCards.deleteContactCard(gone),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom)))
    expect(refusal).toEqual(refused(404, "Number not found."));
  const long = contactCards.putContactCard({ number_id, firstName: "x".repeat(10_000) });
  expect(await refusalFrom(long)).toEqual(unprocessable("body.firstName"));
});
