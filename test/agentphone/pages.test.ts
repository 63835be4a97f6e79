import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, advance, type Client, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

interface Listed {
  readonly data: readonly { readonly id: string }[];
  readonly hasMore?: boolean;
  readonly total?: number;
}

/** A list that is paged by place: what follows its path, how many at most, how many when not said, and its fields. */
interface PlaceList {
  readonly path: string;
  readonly most: number;
  readonly usual: number;
  readonly fields: readonly string[];
}

const whole = ["data", "hasMore", "total"];

const placeLists = ({ agentId, numberId }: Furnished): readonly PlaceList[] => [
  { path: "/v1/agents", most: 100, usual: 20, fields: ["data", "total"] },
  { path: "/v1/numbers", most: 100, usual: 20, fields: whole },
  { path: "/v1/conversations", most: 100, usual: 20, fields: whole },
  { path: `/v1/agents/${agentId}/conversations`, most: 100, usual: 20, fields: whole },
  { path: "/v1/calls", most: 100, usual: 20, fields: whole },
  { path: `/v1/agents/${agentId}/calls`, most: 100, usual: 20, fields: whole },
  { path: `/v1/numbers/${numberId}/calls`, most: 100, usual: 20, fields: whole },
  { path: "/v1/contacts", most: 200, usual: 50, fields: whole },
  { path: "/v1/sub-accounts", most: 1_000_000, usual: 1_000_000, fields: whole },
];

interface Furnished {
  readonly control: Client;
  readonly phone: Client;
  readonly agentId: string;
  readonly number: string;
  readonly numberId: string;
}

const done = async <Body>(
  answering: Promise<{ status: number; text: string; body: unknown }>,
): Promise<Body> => {
  const { status, text, body } = await answering;
  if (status < 200 || status > 299) throw new Error(`It answered ${status}: ${text}`);
  return body as Body;
};

/** A world with so many of everything that lists hold. */
const furnish = async (ringback: Ringback, count: number): Promise<Furnished> => {
  const control = controlOf(ringback);
  const phone = phoneOf(ringback);
  const agent = await sdkOf(ringback).agents.createAgent({ name: "Skylar" });
  const asked = { provider: "agentphone", country: "US" };
  const line = await done<{ number: string; numberId: string }>(
    control.post("/lines", { ...asked, agentId: agent.id }),
  );
  for (let index = 0; index < count; index += 1) {
    const from = `+1415555${String(200 + index).padStart(4, "0")}`;
    await done(control.post("/people/text", { from, to: line.number, body: "hello" }));
    await done(control.post("/people/call", { from, to: line.number }));
    await done(phone.post("/v1/contacts", { phoneNumber: from, name: `Contact ${index}` }));
    if (index === 0) continue;
    await done(phone.post("/v1/agents", { name: `Agent ${index}` }));
    await done(control.post("/lines", asked));
  }
  for (let index = 0; index < count; index += 1)
    await done(phone.post("/v1/sub-accounts", { name: `Sub ${index}` }));
  return { control, phone, agentId: agent.id, number: line.number, numberId: line.numberId };
};

const idsOf = (list: Listed): readonly string[] => list.data.map(({ id }) => id);

verifies(["phone.pages.places"], "pages by place without a gap, and past the end is nothing", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const world = await furnish(ringback, 5);
  for (const { path, most, fields } of placeLists(world)) {
    const read = (query: string) => done<Listed>(world.phone.get(`${path}?${query}`));
    const all = await read(`limit=${most}`);
    expect([path, Object.keys(all).toSorted()]).toEqual([path, fields]);
    expect([path, all.total, all.data.length, all.hasMore ?? false]).toEqual([path, 5, 5, false]);
    expect(new Set(idsOf(all)).size).toBe(5);
    expect(await read(`limit=${most}`)).toEqual(all);
    const pages = [await read("limit=2"), await read("limit=2&offset=2"), await read("limit=2&offset=4")];
    expect([path, pages.flatMap(idsOf)]).toEqual([path, idsOf(all)]);
    expect(pages.every(({ total }) => total === 5)).toBe(true);
    if (fields.includes("hasMore")) {
      expect([path, pages.map(({ hasMore }) => hasMore)]).toEqual([path, [true, true, false]]);
    }
    for (const offset of [5, 6, 10_000_000])
      expect([path, await read(`offset=${offset}`)]).toEqual([path, { ...all, data: [] }]);
  }
});

verifies(
  "phone.pages.limits",
  "takes limits from 1 to the documented one, and has its own when none is said",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const world = await furnish(ringback, 1);
    const bounds = [
      ...placeLists(world),
      { path: `/v1/numbers/${world.numberId}/messages`, most: 200, usual: 50 },
      { path: "/v1/webhooks/deliveries", most: 100, usual: 50 },
      { path: `/v1/agents/${world.agentId}/webhook/deliveries`, most: 100, usual: 50 },
    ];
    for (const { path, most } of bounds) {
      for (const limit of [1, most])
        expect((await world.phone.get(`${path}?limit=${limit}`)).status).toBe(200);
      for (const limit of ["0", "-1", String(most + 1), "x", "1.5", ""]) {
        const { status, body } = await world.phone.get(`${path}?limit=${limit}`);
        expect([path, limit, status]).toEqual([path, limit, 422]);
        expect(body).toMatchObject({ detail: [{ loc: ["query", "limit"] }] });
      }
    }
    for (const { path } of [...placeLists(world), { path: "/v1/webhooks/deliveries" }]) {
      for (const offset of ["-1", "x", "0.5", "10000001"])
        expect([path, (await world.phone.get(`${path}?offset=${offset}`)).status]).toEqual([path, 422]);
    }
    const { data } = await done<Listed>(world.phone.get("/v1/conversations"));
    const path = `/v1/conversations/${data[0]?.id}`;
    for (const [limit, status] of [
      [0, 422],
      [1, 200],
      [100, 200],
      [101, 422],
    ] as const)
      expect((await world.phone.get(`${path}?message_limit=${limit}`)).status).toBe(status);
  },
);

verifies(
  "phone.pages.limits",
  "answers 20 of most lists, and 50 of contacts and messages, when no limit is given",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const { phone, control, number, numberId } = await furnish(ringback, 52);
    const lengthOf = async (path: string) => (await done<Listed>(phone.get(path))).data.length;
    for (const path of ["/v1/agents", "/v1/numbers", "/v1/conversations", "/v1/calls"])
      expect([path, await lengthOf(path)]).toEqual([path, 20]);
    expect(await lengthOf("/v1/contacts")).toBe(50);
    expect(await lengthOf(`/v1/numbers/${numberId}/messages`)).toBe(50);
    for (let index = 0; index < 52; index += 1)
      await done(control.post("/people/text", { from: acme, to: number, body: "hello" }));
    const [{ id } = { id: "" }] = (await done<Listed>(phone.get("/v1/conversations"))).data;
    expect(await lengthOf(`/v1/conversations/${id}/messages`)).toBe(50);
    const detail = await done<{ messages: object[] }>(phone.get(`/v1/conversations/${id}`));
    expect(detail.messages).toHaveLength(50);
  },
);

verifies("phone.pages.places", "has empty lists, too", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const agent = await sdkOf(ringback).agents.createAgent({ name: "Skylar" });
  const empty = { data: [], hasMore: false, total: 0 };
  for (const path of [
    "/v1/numbers",
    "/v1/conversations",
    "/v1/calls",
    "/v1/contacts",
    "/v1/sub-accounts",
    `/v1/agents/${agent.id}/calls`,
    `/v1/agents/${agent.id}/conversations`,
  ])
    expect([path, (await phone.get(path)).body]).toEqual([path, empty]);
  const deliveries = (await phone.get("/v1/webhooks/deliveries?limit=7&offset=3")).body;
  expect(deliveries).toEqual({ items: [], total: 0, offset: 3, limit: 7 });
});

verifies("phone.pages.cursors", "leaves out the instants that before and after name", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control, phone, number, numberId } = await furnish(ringback, 0);
  const say = (body: string) => done(control.post("/people/text", { from: acme, to: number, body }));
  await say("one");
  await advance(control, "1s");
  for (const body of ["two", "three", "four"]) await say(body);
  await advance(control, "1s");
  await say("five");
  const [{ id } = { id: "" }] = (await done<Listed>(phone.get("/v1/conversations"))).data;
  const [early, middle, late] = ["10:22:00.000Z", "10:22:01.000Z", "10:22:02.000Z"].map(
    (at) => `2026-04-01T${at}`,
  );
  for (const path of [`/v1/numbers/${numberId}/messages`, `/v1/conversations/${id}/messages`]) {
    const read = async (query: string) => {
      const { data, hasMore } = await done<{ data: { body: string }[]; hasMore: boolean }>(
        phone.get(`${path}?${query}`),
      );
      return [...data.map(({ body }) => body), ...(hasMore ? ["…"] : [])].join(" ");
    };
    expect(await read("")).toBe("five four three two one");
    expect(await read("limit=2")).toBe("five four …");
    expect(await read(`before=${late}&limit=2`)).toBe("four three …");
    expect(await read(`before=${middle}`)).toBe("one");
    expect(await read(`before=${early}`)).toBe("");
    expect(await read(`after=${middle}`)).toBe("five");
    expect(await read(`after=${early}&limit=3`)).toBe("five four three …");
    expect(await read(`after=${early}&before=${late}`)).toBe("four three two");
    expect(await read(`after=${late}`)).toBe("");
    expect(await read(`after=${late}&before=${early}`)).toBe("");
    expect(await read("before=2026-04-01T12:22:02%2B02:00&limit=1")).toBe("four …");
    // Without a zone it is UTC: Python's clients write so.
    expect(await read("before=2026-04-01T10:22:02&limit=1")).toBe("four …");
    expect(await read("before=2026-04-01T10:22:02.000000&limit=1")).toBe("four …");
    expect(await read("before=2026-04-01")).toBe("");
    for (const bound of ["yesterday", "2026-02-30T00:00:00Z", "0", ""])
      expect((await phone.get(`${path}?before=${bound}`)).status).toBe(422);
  }
});
