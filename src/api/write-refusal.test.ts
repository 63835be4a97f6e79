import { expect, it } from "vitest";
import { RingbackError } from "../kernel/errors.ts";
import type { Strike } from "../kernel/faults.ts";
import { writeRefusal } from "./write-refusal.ts";

const struck = new RingbackError("fault_struck", "The fault fault_001 answered.", { fault: "fault_001" });
const strikeWith = (status: number): Strike => ({ fault: "fault_001", answer: { kind: "status", status } });

it.each([
  [400, "validation_error"],
  [403, "forbidden"],
  [418, "i_m_a_teapot"],
  [502, "bad_gateway"],
  [599, "status_599"],
])("says %i in the API's own word where it has one, else in HTTP's", (status, code) => {
  const { body, ...answer } = writeRefusal("store", struck, { strike: strikeWith(status) });
  expect(answer).toEqual({ status, headers: {} });
  expect(body).toEqual({ error: { code, message: expect.any(String) as string, details: {} } });
});

it("leaves a refusal that the fault only delayed as it is", () => {
  const refused = new RingbackError("not_found", "There is no such thing.", { id: "x" });
  const strike: Strike = { fault: "fault_001", answer: { kind: "delay", milliseconds: 1 } };
  expect(writeRefusal("store", refused, { strike })).toMatchObject({
    status: 404,
    body: { error: { code: "not_found", message: "There is no such thing.", details: { id: "x" } } },
  });
});
