import { operations, wireErrors } from "../../contract/operations.ts";
import type { requestOperations } from "../../contract/control/requests.ts";
import type { Operation, OutputOf } from "../../contract/operation.ts";
import { fitsGlob } from "../../kernel/fits-glob.ts";
import { writeClockMode } from "../../kernel/clock/mode-text.ts";
import type { ErrorCode } from "../../kernel/errors.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import { withoutKeys } from "../../kernel/without-keys.ts";
import type { RequestRecord } from "../../world/request-log.ts";
import type { World } from "../../world/world.ts";
import type { HandlersOf } from "../context.ts";

type WireRequest = OutputOf<(typeof requestOperations)["control.requests.list"]>["requests"][number];
type WorldMetrics = OutputOf<(typeof requestOperations)["control.metrics"]>["worlds"][string];

export const requestHandlers: HandlersOf<typeof requestOperations> = {
  "control.requests.list": ({ after = 0, limit = 100, operation = "*" }, { running }) => {
    const page = running.world.requests
      .after(after)
      .filter((request) => fitsGlob(operation, request.operation))
      .slice(0, limit);
    return { requests: page.map(writeRequest), next: page.at(-1)?.seq ?? after };
  },
  "control.metrics": (_input, { worlds }) => ({
    version: worlds.version,
    worlds: Object.fromEntries(worlds.all().map(({ world }) => [world.name, measure(world)])),
  }),
};

const writeRequest = (request: RequestRecord): WireRequest => {
  const { seq, at, operation, by, account, input, outcome, answer, replayed, fault } = request;
  const status = statusOf(request);
  return {
    seq,
    at: toMillisecondText(at),
    operation,
    by: by === "scenario" ? by : "agent",
    ...(account !== undefined && { account }),
    input: hideKeys(input),
    outcome,
    ...(status !== undefined && { status }),
    ...(typeof answer === "string" ? { message: withoutKeys(answer) } : { answer: hideKeys(answer ?? {}) }),
    ...(replayed && { replayed }),
    ...(fault !== undefined && { fault }),
  };
};

/** The status that REST has for this outcome. A connection that a fault has cut had none. */
const statusOf = ({
  operation,
  outcome,
  replayed,
  fault,
  faultStatus,
}: RequestRecord): number | undefined => {
  const table: Readonly<Record<string, Operation>> = operations;
  const declared = table[operation];
  if (declared === undefined) return undefined;
  if (outcome === "fault_struck" && fault !== undefined) return faultStatus;
  if (outcome !== "ok") return wireErrors[declared.api][outcome as ErrorCode]?.status;
  return (replayed ? declared.rest?.replay : undefined) ?? declared.rest?.success;
};

const hideKeys = (value: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(value), (_name, item: Json) =>
    typeof item === "string" ? withoutKeys(item) : item,
  ) as JsonObject;

const measure = ({ clock, tables, events, requests }: World): WorldMetrics => {
  const timers = { story: 0, limit: 0, upkeep: 0 };
  for (const timer of clock.timers()) timers[timer.class] += 1;
  return {
    now: toMillisecondText(clock.now()),
    mode: writeClockMode(clock.mode()),
    timers,
    rows: Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.size])),
    events: events.last,
    requests: { ...requests.outcomes() },
  };
};
