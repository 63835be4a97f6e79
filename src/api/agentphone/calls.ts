import type { callsOperations } from "../../contract/agentphone/calls.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { CallWish } from "../../domain/agentphone/calls/call-wish.ts";
import type { Page } from "../../domain/agentphone/paging.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Call } from "../../world/entities.ts";
import type { Context, HandlersOf } from "../context.ts";
import { writeTranscriptStream } from "./transcript-stream.ts";
import { waitForCall } from "./wait-for-call.ts";
import { secondsOf, statusOf, writeCall, writeExchanges, writePlacedCall, writeTurns } from "./write-call.ts";

const usualPage = 20;
const usualWait = 300;
const usualTimeout = 120;

/** No call lasts longer than this, so neither does a stream. */
const longestStream = 3_600_000;

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
    if (waitForCompletion !== true) return writePlacedCall(placed);
    await waitForCall(context, placed, maxWaitSeconds * 1000);
    const { endedAt, turns } = placed;
    return {
      ...writePlacedCall(placed),
      ...(endedAt !== undefined && {
        endedAt: toMillisecondText(endedAt),
        transcripts: writeExchanges(turns),
      }),
    };
  },
  "agentphone.calls.createWeb": ({ agentId, variables, metadata }, { running, caller }) => {
    const { call, token } = running.domain.agentphone.calls.placeWeb(caller.accountId, {
      agentId,
      variables: variables ?? undefined,
      metadata: metadata ?? undefined,
    });
    return { accessToken: token, callId: call.id };
  },
  "agentphone.calls.get": async ({ call_id, wait, timeout = usualTimeout }, context) => {
    const { calls } = context.running.domain.agentphone;
    if (wait === true)
      await waitForCall(context, calls.get(context.caller.accountId, call_id), timeout * 1000);
    const call = calls.get(context.caller.accountId, call_id);
    return { ...writeCall(call, context.running.world.tables), transcripts: writeExchanges(call.turns) };
  },
  "agentphone.calls.end": ({ call_id }, { running, caller }) => ({
    id: running.domain.agentphone.calls.hangUp(caller.accountId, call_id).id,
    status: "ending",
  }),
  "agentphone.calls.recording": ({ call_id }, { running }) => {
    const { id } = running.domain.agentphone.calls.getAny(call_id);
    throw new RingbackError("not_found", `There is no recording of the call ${id}: nobody spoke in it.`, {
      resource: "recording",
      id,
      says: "Recording not found",
    });
  },
  "agentphone.calls.transcript": ({ call_id }, { running, caller }) => {
    const call = running.domain.agentphone.calls.get(caller.accountId, call_id);
    return {
      callId: call.id,
      status: statusOf(call),
      direction: call.direction ?? "inbound",
      fromNumber: call.from,
      toNumber: call.to,
      startedAt: toMillisecondText(call.startedAt),
      endedAt: call.endedAt === undefined ? null : toMillisecondText(call.endedAt),
      durationSeconds: secondsOf(call),
      transcript: writeTurns(call.turns),
    };
  },
  "agentphone.calls.transcriptStream": async ({ call_id }, context) => {
    const { agentphone } = context.running.domain;
    const { accountId } = context.caller;
    await waitForCall(context, agentphone.calls.get(accountId, call_id), longestStream);
    const call = agentphone.calls.get(accountId, call_id);
    const agent = context.running.world.tables.phoneAgents.get(call.agentId ?? "");
    return { text: writeTranscriptStream(call, agent?.name ?? null) };
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

const writePage = ({ running }: Context, { rows, hasMore, total }: Page<Call>) => ({
  data: rows.map((call) => writeCall(call, running.world.tables)),
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
  variables: variables ?? undefined,
  further: Object.fromEntries(
    Object.entries(further).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, value]],
    ),
  ),
});
