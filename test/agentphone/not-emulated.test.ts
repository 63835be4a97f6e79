import { expect, it } from "vitest";
import { unplayedOperations } from "../../src/contract/agentphone/unplayed-operations.ts";
import { phoneGaps } from "../behaviours/phone-gaps.ts";
import { phoneOf } from "../support/phone-client.ts";
import { ask, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

verifies("phone.doors.notEmulated", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  for (const { name, auth, rest, source } of unplayedOperations) {
    const path = rest?.path.replace(/:\w+|\*/g, "some_1") ?? "";
    const method = rest?.method ?? "GET";
    const answer = await phone.send(method, path, method === "GET" ? undefined : { any: "thing" });
    expect([name, answer.status]).toEqual([name, 501]);
    expect(answer.body).toEqual({ detail: expect.stringContaining(source) as string });
    expect(answer.headers.get("x-ringback-why")).toMatch(/^not_emulated: .*https:\/\//);
    const { status } = await ask(`${ringback.url}${path}`, { method });
    expect([name, status]).toEqual([name, auth === "key" ? 401 : 501]);
  }
  const { events } = (await controlOf(ringback).get("/events?type=request.answered&limit=1000")).body as {
    events: { operation: string; outcome: string }[];
  };
  expect(events).toContainEqual(
    expect.objectContaining({ operation: "agentphone.sipTrunks.list", outcome: "not_emulated" }),
  );
});

it("argues everything that is not played at AgentPhone", () => {
  expect(phoneGaps.filter(({ why }) => why === undefined)).toEqual([]);
});
