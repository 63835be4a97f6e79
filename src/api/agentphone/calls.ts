import { createHash } from "node:crypto";
import type { callsOperations } from "../../contract/agentphone/calls.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { CallWish } from "../../domain/agentphone/calls/call-wish.ts";
import type { Page } from "../../domain/agentphone/paging.ts";
import type { Call } from "../../world/call-entities.ts";
import type { Context, HandlersOf } from "../context.ts";
import { streamTranscript } from "./transcript-stream.ts";
import { waitForCall } from "./wait-for-call.ts";
import { writeCall, writeExchanges, writePlacedCall, writeTranscript } from "./write-call.ts";

const usualPage = 20;
const usualWait = 300;
const usualTimeout = 120;

export const callsHandlers: HandlersOf<typeof callsOperations> = {
  "agentphone.calls.list": ({ limit = usualPage, offset, status, direction, type, search }, context) => {
    const { running, caller } = context;
    const filter = {
      status: status ?? undefined,
      direction: direction ?? undefined,
      type: type ?? undefined,
      search: search ?? undefined,
    };
    return writePage(
      context,
      running.domain.agentphone.calls.list(caller.accountId, { limit, offset, ...filter }),
    );
  },
  "agentphone.calls.create": async (
    { waitForCompletion, maxWaitSeconds = usualWait, ...request },
    context,
  ) => {
    const { running, caller } = context;
    const { calls } = running.domain.agentphone;
    const placed = await calls.place(caller.accountId, wishOf(request));
    // The provider behind the vendor has a name of its own for each call.
    const provider = running.world
      .random("provider call", caller.accountId)
      .characters(32, "0123456789abcdef");
    if (waitForCompletion === true) await waitForCall(context, placed, maxWaitSeconds * 1000);
    return writePlacedCall(placed, `call_${provider}`, waitForCompletion === true);
  },
  "agentphone.calls.createWeb": async ({ agentId, variables, metadata }, { running, caller }) => {
    const { call, token } = await running.domain.agentphone.calls.placeWeb(caller.accountId, {
      agentId,
      variables: valuesOf(variables),
      metadata: metadata ?? undefined,
    });
    return { accessToken: token, callId: call.id };
  },
  "agentphone.calls.get": async ({ call_id, wait, timeout = usualTimeout }, context) => {
    const { calls } = context.running.domain.agentphone;
    if (wait === true)
      await waitForCall(context, calls.get(context.caller.accountId, call_id), timeout * 1000);
    const call = calls.get(context.caller.accountId, call_id);
    return { ...writeCall(call, context), transcripts: writeExchanges(call.turns) };
  },
  "agentphone.calls.end": ({ call_id }, { running, caller }) => ({
    id: running.domain.agentphone.calls.hangUp(caller.accountId, call_id).id,
    status: "ending",
  }),
  "agentphone.calls.recording": async ({ call_id }, { running, sendFile }) => {
    const file = await running.domain.agentphone.calls.recordingOf(call_id);
    sendFile(file);
    return { bytes: file.length, sha256: createHash("sha256").update(file).digest("hex") };
  },
  "agentphone.calls.transcript": ({ call_id }, { running, caller }) => {
    const { calls, profiles } = running.domain.agentphone;
    const call = calls.get(caller.accountId, call_id);
    return profiles.of(caller.accountId).transcriptShape === "data"
      ? { data: writeExchanges(call.turns) }
      : writeTranscript(call);
  },
  "agentphone.calls.transcriptStream": async ({ call_id }, context) => {
    const { id } = context.running.domain.agentphone.calls.get(context.caller.accountId, call_id);
    return { text: await streamTranscript(context, id) };
  },
  "agentphone.agents.calls.list": ({ agent_id, limit = usualPage, offset }, context) => {
    const { calls } = context.running.domain.agentphone;
    return writePage(context, calls.ofAgent(context.caller.accountId, agent_id, { limit, offset }));
  },
  "agentphone.numbers.calls.list": ({ number_id, limit = usualPage, offset }, context) => {
    const { calls } = context.running.domain.agentphone;
    return writePage(context, calls.ofNumber(context.caller.accountId, number_id, { limit, offset }));
  },
};

const writePage = (context: Context, { rows, hasMore, total }: Page<Call>) => ({
  data: rows.map((call) => writeCall(call, context)),
  hasMore,
  total,
});

type Request = Omit<
  InputOf<(typeof callsOperations)["agentphone.calls.create"]>,
  "waitForCompletion" | "maxWaitSeconds"
>;

const wishOf = ({
  agentId,
  toNumber,
  fromNumberId,
  systemPrompt,
  variables,
  ...further
}: Request): CallWish => ({
  agentId,
  toNumber,
  fromNumberId: fromNumberId ?? undefined,
  systemPrompt: systemPrompt ?? undefined,
  variables: valuesOf(variables),
  further: Object.fromEntries(
    Object.entries(further).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, value]],
    ),
  ),
});

/** The official client's types let a value be null, which is none. */
const valuesOf = (
  variables: Readonly<Record<string, string | null>> | null | undefined,
): Readonly<Record<string, string>> | undefined =>
  variables === null || variables === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(variables).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
      );
