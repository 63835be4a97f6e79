import { ApiFailure, readDetail } from "../../api/agentphone-tools/api-failure.ts";
import type { Ask, PhoneOperationName } from "../../api/agentphone-tools/phone-tool-handler.ts";
import { agentphoneOperations } from "../../contract/agentphone/agentphone-operations.ts";
import type { Operation } from "../../contract/operation.ts";
import { usualPatience } from "./ask-phone-at-desk.ts";
import { reasonOf, type RestBackend } from "./call-over-rest.ts";
import { type RestRequest, restRequest } from "./rest-request.ts";

/** Lets AgentPhone's tools ask an AgentPhone somewhere by its REST API. */
export const askPhoneOverRest =
  (backend: RestBackend, signal: AbortSignal): Ask =>
  async <Answer>(
    name: PhoneOperationName,
    input: Readonly<Record<string, unknown>> = {},
    patience = usualPatience,
  ): Promise<Answer> => {
    const operation: Operation = agentphoneOperations[name];
    if (operation.rest === undefined) throw new Error(`${name} has no REST path.`);
    const request = restRequest(operation, operation.rest, input);
    const { status, ok, text } = await send(backend, request, patience, signal);
    if (!ok) throw new ApiFailure(status, request.method, request.path, readDetail(text));
    return (status === 204 ? {} : JSON.parse(text)) as Answer;
  };

interface Answered {
  readonly status: number;
  readonly ok: boolean;
  readonly text: string;
}

const send = async (
  { baseUrl, key }: RestBackend,
  { method, path, body }: RestRequest,
  patience: number,
  signal: AbortSignal,
): Promise<Answered> => {
  try {
    const answered = await fetch(baseUrl.replace(/\/+$/, "") + path, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        "content-type": "application/json",
      },
      ...(body !== undefined && { body }),
      // A key is for the address it was given for, and for no other.
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    return { status: answered.status, ok: answered.ok, text: await answered.text() };
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError")
      throw new ApiFailure(0, method, path, `Request timed out after ${patience}ms`);
    throw new Error(
      `Nothing answers at ${baseUrl} (${reasonOf(error)}). Start ringback there, or set AGENTPHONE_BASE_URL to where it is.`,
      { cause: error },
    );
  }
};
