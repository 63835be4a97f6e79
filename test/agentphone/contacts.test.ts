import { expect } from "vitest";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const sam = { phoneNumber: "+14155550123", name: "Sam Smith" };

verifies(
  ["phone.contacts.create", "phone.contacts.country"],
  "puts somebody into the address book, whatever the spelling of the number",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const answer = await phoneOf(ringback).post("/v1/contacts", {
      phoneNumber: "(415) 555-0123",
      name: "Sam Smith",
      email: "sam@example.com",
      favourite: true,
    });
    expect(answer).toMatchObject({ status: 201 });
    expect(answer.body).toEqual({
      id: expect.any(String) as string,
      phoneNumber: "+14155550123",
      name: "Sam Smith",
      email: "sam@example.com",
      notes: null,
      createdAt: "2026-04-01T10:22:00.000Z",
      updatedAt: "2026-04-01T10:22:00.000Z",
    });
    const { id } = answer.body as { id: string };
    expect(await sdkOf(ringback).contacts.getContact({ contact_id: id })).toEqual(answer.body);
    for (const phoneNumber of ["12", "nobody", "911", "sam@example.com", "", "x".repeat(65), 7, null])
      expect((await phoneOf(ringback).post("/v1/contacts", { ...sam, phoneNumber })).status).toBe(422);
    const { status, body } = await phoneOf(ringback).post("/v1/contacts", {
      phoneNumber: "nobody",
      name: "",
    });
    expect({ status, body }).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", "name"] }] } });
  },
);

verifies(
  ["phone.contacts.duplicate", "phone.contacts.unknown"],
  "knows a number once in an account",
  async () => {
    await using ringback = await startRingback();
    const { contacts } = sdkOf(ringback);
    const first = await contacts.createContact(sam);
    const second = await contacts.createContact({ phoneNumber: "+14155550124", name: "Tom" });
    const twice = { statusCode: 409, body: { detail: expect.stringContaining("exists") as string } };
    await expect(contacts.createContact({ ...sam, phoneNumber: "415-555-0123" })).rejects.toMatchObject(
      twice,
    );
    const change = { contact_id: second.id, phoneNumber: sam.phoneNumber };
    await expect(contacts.updateContact(change)).rejects.toMatchObject(twice);
    const same = { contact_id: first.id, phoneNumber: "(415) 555-0123" };
    expect(await contacts.updateContact(same)).toMatchObject(sam);
    const { phoneKey } = (await controlOf(ringback).post("/accounts", { name: "other" })).body as {
      phoneKey: string;
    };
    const other = phoneOf(ringback, phoneKey);
    expect((await other.post("/v1/contacts", sam)).status).toBe(201);
    for (const id of [first.id, "ct_999"]) {
      const path = `/v1/contacts/${id}`;
      const answers = [
        await other.get(path),
        await other.patch(path, { name: "x" }),
        await other.delete(path),
      ];
      for (const { status, body } of answers)
        expect({ status, body }).toEqual({ status: 404, body: { detail: "Contact not found." } });
    }
  },
);

verifies(
  ["phone.contacts.update", "phone.contacts.null"],
  "changes what is said of a contact, and takes away what is null",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const { contacts } = sdkOf(ringback);
    const made = await contacts.createContact({ ...sam, email: "sam@example.com", notes: "Likes cats." });
    await advance(controlOf(ringback), "1m");
    const changed = await contacts.updateContact({ contact_id: made.id, name: "Samuel" });
    expect(changed).toEqual({ ...made, name: "Samuel", updatedAt: "2026-04-01T10:23:00.000Z" });
    const path = `/v1/contacts/${made.id}`;
    const nulls = { phoneNumber: null, name: null, email: null, notes: null };
    expect((await phoneOf(ringback).patch(path, nulls)).body).toEqual({
      ...changed,
      email: null,
      notes: null,
    });
    expect((await phoneOf(ringback).patch(path, { phoneNumber: "nobody" })).status).toBe(422);
    expect((await phoneOf(ringback).patch(path, { name: "" })).status).toBe(422);
    await contacts.updateContact({ contact_id: made.id, phoneNumber: "+442079460123" });
    expect((await contacts.getContact({ contact_id: made.id })).phoneNumber).toBe("+442079460123");
    await contacts.createContact(sam);
  },
);

verifies("phone.contacts.delete", "deletes a contact, whose number is free then", async () => {
  await using ringback = await startRingback();
  const { contacts } = sdkOf(ringback);
  const { id } = await contacts.createContact(sam);
  expect(await phoneOf(ringback).delete(`/v1/contacts/${id}`)).toMatchObject({ status: 204, text: "" });
  await expect(contacts.deleteContact({ contact_id: id })).rejects.toMatchObject({ statusCode: 404 });
  await contacts.createContact(sam);
});

verifies(
  ["phone.contacts.search", "phone.contacts.order"],
  "lists contacts newest first, and finds them by parts of name or number",
  async () => {
    await using ringback = await startRingback();
    const { contacts } = sdkOf(ringback);
    await contacts.createContact(sam);
    await contacts.createContact({ phoneNumber: "+14155550124", name: "Tom Smithers" });
    await contacts.createContact({ phoneNumber: "+442079460123", name: "Ann" });
    const find = async (search?: string) => {
      const { data, total } = await contacts.listContacts(
        {},
        search === undefined ? {} : { queryParams: { search } },
      );
      expect(total).toBe(data.length);
      return data.map(({ name }) => name);
    };
    expect(await find()).toEqual(["Ann", "Tom Smithers", "Sam Smith"]);
    expect(await find("SMITH")).toEqual(["Tom Smithers", "Sam Smith"]);
    expect(await find("0123")).toEqual(["Ann", "Sam Smith"]);
    expect(await find("+44")).toEqual(["Ann"]);
    expect(await find("nobody")).toEqual([]);
    expect(await find("")).toHaveLength(3);
  },
);
