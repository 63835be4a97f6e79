import { expect } from "vitest";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { advance, controlOf, placeCall, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** What each number does when it is called, and how the vendor's lists say that such a call stands. */
const callees = {
  "+15005550130": "completed",
  "+15005550131": "failed",
  "+15005550132": "completed",
  "+15005550133": "failed",
  "+15005550137": "failed",
  "+15005550141": "in-progress",
} as const;

verifies(
  ["phone.calls.lists", "phone.calls.place"],
  "tells calls by how they stand, whatever became of them",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const phone = phoneOf(ringback);
    const { agentId, number, numberId } = await equipAgent(phone);
    for (const toNumber of Object.keys(callees)) await phone.post("/v1/calls", { agentId, toNumber });
    await advance(controlOf(ringback), "90s");
    const inbound = await placeCall(controlOf(ringback), number, "1m");
    const rows = async (query: string) =>
      doneBy("agentphone.calls.list", await phone.get(`/v1/calls?limit=100&${query}`)).data;
    for (const status of ["completed", "failed", "in-progress"]) {
      const wanted = Object.entries(callees).flatMap(([to, stands]) => (stands === status ? [to] : []));
      const told = (await rows(`status=${status}&direction=outbound`)).map(({ toNumber }) => toNumber);
      expect([status, told.toReversed()]).toEqual([status, wanted]);
    }
    expect((await rows("direction=inbound")).map(({ id }) => id)).toEqual([inbound]);
    expect((await rows("search=0137&type=pstn")).map(({ toNumber }) => toNumber)).toEqual(["+15005550137"]);
    expect(await rows("search=0137&type=web")).toEqual([]);
    const live = (await rows("status=in-progress")).map((row) => [row.endedAt, row.durationSeconds]);
    expect(live).toEqual([
      [null, null],
      [null, null],
    ]);
    const { calls, agents } = sdkOf(ringback);
    for (const list of [
      await calls.listCalls(),
      await agents.listAgentCalls({ agent_id: agentId }),
      await calls.listCallsForNumber({ number_id: numberId }),
    ])
      expect(list).toEqual({ data: await rows(""), hasMore: false, total: 7 });
  },
);
