import { ApiFailure, readDetail } from "../../api/agentphone-tools/api-failure.ts";
import type { Ask, PhoneOperationName } from "../../api/agentphone-tools/phone-tool-handler.ts";
import { Call, type Reply } from "../../api/call.ts";
import type { Desk } from "../../api/desk.ts";
import { pace } from "../../api/pace.ts";
import { answer } from "../../api/pipeline.ts";
import { writeRefusal } from "../../api/write-refusal.ts";
import { agentphoneOperations } from "../../contract/agentphone/agentphone-operations.ts";
import type { Operation } from "../../contract/operation.ts";
import type { ToolUser } from "./call-at-desk.ts";
import { pathOfCall } from "./rest-request.ts";

type Input = Readonly<Record<string, unknown>>;

/**
 * Lets AgentPhone's tools ask the desk, as the agent whose key came with the call. What a fault does to an answer the
 * tool sees as a client of REST would: a connection that breaks is one between the tool and AgentPhone.
 */
export const askPhoneAtDesk =
  (desk: Desk, user: ToolUser): Ask =>
  async <Answer>(name: PhoneOperationName, input: Input = {}, patience = usualPatience): Promise<Answer> => {
    const operation: Operation = agentphoneOperations[name];
    const { authorization, worldName, origin } = user;
    const gone = operation.waits === true ? user.gone : undefined;
    const reply = await answer(
      desk,
      new Call({ operation, input, authorization, worldName, origin, by: "agent", gone, anyKey: true }),
    );
    user.onAsked?.(operation);
    if (reply.strike !== undefined) user.onStrike?.(reply.strike);
    if ("error" in reply) user.onRefusal?.(reply.error);
    return (await receive(operation, input, reply, patience)) as Answer;
  };

/** How long the vendor's tools wait for an answer, in milliseconds. */
export const usualPatience = 30_000;

const receive = async (
  operation: Operation,
  input: Input,
  reply: Reply,
  patience: number,
): Promise<unknown> => {
  const { running, strike } = reply;
  const harm = strike?.answer;
  const fail = (status: number, detail: string): ApiFailure => {
    const { method = "GET" } = operation.rest ?? {};
    return new ApiFailure(status, method, pathOfCall(operation, input), detail);
  };
  if (harm?.kind === "reset") throw new Error("fetch failed");
  if (harm?.kind === "delay" && harm.milliseconds > patience)
    throw fail(0, `Request timed out after ${patience}ms`);
  if (harm?.kind === "slow" && running !== undefined) await pace(running, harm, () => {});
  const written =
    "error" in reply
      ? writeRefusal("agentphone", reply.error, { ...reply, face: operation.rest })
      : undefined;
  const whole = JSON.stringify(written === undefined && "output" in reply ? reply.output : written?.body);
  const text = harm?.kind === "malformed" ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
  if (written !== undefined) throw fail(written.status, readDetail(text));
  return JSON.parse(text) as unknown;
};
