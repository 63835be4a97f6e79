import { expect, it } from "vitest";
import { deliveryJson, deliveryLine } from "./delivery-line.ts";
import { paintFor } from "./terminal.ts";

const plain = paintFor({ isTTY: false } as NodeJS.WriteStream);
const news = {
  world: "main",
  at: Date.UTC(2026, 3, 1, 10, 22),
  url: "http://127.0.0.1:8080/webhook",
  event: "agent.message",
  channel: "sms",
  delivery: "del_001",
  attempt: 1,
};

it("tells a delivery on one line: where to, what came of it, and what it told", () => {
  expect(deliveryLine({ ...news, status: 200 }, plain)).toBe(
    "2026-04-01T10:22:00.000Z webhook http://127.0.0.1:8080/webhook 200 agent.message (sms) del_001",
  );
});

it("says why a delivery failed and when it is tried again", () => {
  const failed = { ...news, attempt: 2, why: "HTTP 500", nextAt: news.at + 300_000 };
  expect(deliveryLine(failed, plain)).toBe(
    "2026-04-01T10:22:00.000Z webhook http://127.0.0.1:8080/webhook failed agent.message (sms) del_001, attempt 2 HTTP 500 (again at 2026-04-01T10:27:00.000Z)",
  );
  expect(JSON.parse(deliveryJson(failed))).toMatchObject({
    event: "delivery",
    tells: "agent.message",
    why: "HTTP 500",
    nextAt: "2026-04-01T10:27:00.000Z",
  });
});

it("shows neither keys nor control characters", () => {
  const sent = { ...news, url: "http://localhost/sk_live_abc123", why: "No \u001b[2J" };
  expect(deliveryLine(sent, plain)).toContain("http://localhost/sk_live_… failed");
  expect(deliveryJson(sent)).not.toMatch(/abc123|\\u001b/);
});
