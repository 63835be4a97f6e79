import { expect, it } from "vitest";
import { ringbacks } from "./ringbacks.ts";

it("makes the same run of the same questions, in process and over HTTP", async () => {
  const hashes = new Set<string>();
  for (const { run } of ringbacks) {
    await run(
      async (ringback) => {
        const line = await ringback.lines.rent({ country: "US", balanceUsd: 2.5 });
        const acme = await ringback.people.add("acme", "+1 415 555 0123");
        await acme.otp(line, { expiresIn: 60_000 });
        await acme.call(line, { ringFor: "20s" });
        await ringback.wait("call.missed", { to: line, callId: { not: "call_009" } });
        await ringback.wait("message.received", { body: { contains: "code" } });
        await ringback.faults.add({ point: "store.*", chance: 0.5, answer: { delay: "1s" } });
        await ringback.faults.clear();
        await ringback.ask("store.services.list", { limit: 5 });
        const agent = await ringback.agents.create({ name: "Desk" });
        const desk = await ringback.lines.rent({ provider: "agentphone", country: "US", agent });
        const nina = await ringback.people.add("nina", "+14155550177", { imessage: true });
        await nina.mms(desk, ["https://example.com/1"]);
        await nina.locate({ latitude: 40.7, longitude: -74 });
        await ringback.accounts.changeProfile({ idStyle: "cuid" });
        await ringback.accounts.setCredit(5);
        await ringback.faults.add({ webhook: "*", do: "delay", by: 1000 });
        await ringback.clock.advance(1500);
        hashes.add(await ringback.journal.hash());
      },
      { onWarning: () => {} },
    );
  }
  expect(hashes.size).toBe(1);
});
