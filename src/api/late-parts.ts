import type { Operation } from "../contract/operation.ts";
import { awaitPhoneNumbers } from "../domain/numbers/e164.ts";
import { Gate } from "../kernel/gate.ts";

/** What start does not need: how numbers are read and how patterns are tested. */
export const lateParts = new Gate(() => Promise.all([import("./match/re2.ts"), awaitPhoneNumbers()]));

/**
 * What a request has to await before it is looked at. The first that may need the late parts has them loaded, and all
 * that come meanwhile wait with it, in the order in which they came.
 */
export const awaitLateParts = (operation: Operation): Promise<unknown> | undefined =>
  doesWithout(operation) ? lateParts.passBy() : lateParts.pass();

const doesWithout = ({ name, api, effect }: Operation): boolean =>
  name === "control.health" || (effect === "read" && api !== "control" && !numberReaders.has(name));

/** The vendors' reads that are given a number in any spelling. */
const numberReaders: ReadonlySet<string> = new Set([
  "agentphone.contacts.capabilities",
  "agentphone.location.get",
  "agentphone.numbers.lookup",
]);
