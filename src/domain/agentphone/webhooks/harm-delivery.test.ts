import { expect, it } from "vitest";
import { packDelivery } from "./harm-delivery.ts";

const body = JSON.stringify({
  event: "agent.message",
  data: { text: 'héllo "🔥" a/b\n', list: [1, null, "é"] },
});

it("writes the same value as odd but legal JSON, and signs that", () => {
  const { sent, signed } = packDelivery(body, 1, "odd-json");
  expect(sent).not.toBe(body);
  expect(signed).toBe(sent);
  expect(sent).toMatch(/^\{ "data" : /);
  expect(sent).toContain("\\u00e9");
  expect(JSON.parse(sent)).toEqual(JSON.parse(body));
});

it("tampers with what is sent and signs what was meant", () => {
  const { sent, signed } = packDelivery(body, 1, "tampered-body");
  expect(signed).toBe(body);
  expect(JSON.parse(sent)).toEqual({ tampered: true, ...(JSON.parse(body) as object) });
  expect(JSON.parse(packDelivery("{}", 1, "tampered-body").sent)).toEqual({ tampered: true });
});

it("changes the last digit of a signature, whatever it is", () => {
  const { harmSignature } = packDelivery(body, 1, "corrupt-signature");
  expect([harmSignature("sha256=a0"), harmSignature("sha256=af")]).toEqual(["sha256=a1", "sha256=a0"]);
});

it("takes a timestamp back by ten minutes", () => {
  expect(packDelivery(body, 1000, "stale-timestamp")).toMatchObject({ timestamp: 400, sent: body });
});

it("leaves all else as it is", () => {
  expect(packDelivery(body, 1, "duplicate")).toMatchObject({ timestamp: 1, sent: body, signed: body });
});
