import type { ErrorCode } from "../../kernel/errors.ts";
import { type Operation, operation, type RestFace } from "../operation.ts";
import { agentphoneDocs } from "./source.ts";

/** The header by which a master key asks on behalf of a sub-account. */
export const subAccountHeader = "x-sub-account-id";

type Said<Input, Output> = Pick<
  Operation<Input, Output>,
  | "name"
  | "summary"
  | "effect"
  | "polls"
  | "waits"
  | "actsFor"
  | "input"
  | "output"
  | "rateLimits"
  | "emulated"
> & {
  readonly rest: RestFace;
  readonly source?: string;
  /** Default: the holder of a key. */
  readonly auth?: "key" | "none";
  readonly errors?: readonly ErrorCode[];
};

/** Declares an operation of AgentPhone's. Its tools are a client of it, so none has a tool's face of its own. */
export const agentphone = <Input, Output>(declared: Said<Input, Output>): Operation<Input, Output> =>
  operation({
    api: "agentphone",
    source: agentphoneDocs,
    auth: "key",
    errors: [],
    ...(declared.auth === "none" ? {} : { scopeHeader: subAccountHeader }),
    ...declared,
  });

/** So many requests a minute. */
export const perMinute = (times: number) => ({ times, perMs: 60_000 });
/** So many requests an hour. */
export const perHour = (times: number) => ({ times, perMs: 3_600_000 });
/** So many requests a day. */
export const perDay = (times: number) => ({ times, perMs: 86_400_000 });
