import type { peopleOperations } from "../../contract/control/people.ts";
import type { InputOf } from "../../contract/operation.ts";
import { requireCallableNumber } from "../../domain/numbers/callable-number.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Person } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";
import { createLine } from "./create-line.ts";
import { readDuration } from "./read-duration.ts";

/** How long somebody lets it ring, in milliseconds. */
const usualRing = 60_000;

export const peopleHandlers: HandlersOf<typeof peopleOperations> = {
  "control.people.add": async ({ name, number, answers, ...imessage }, { running }) => {
    return writePerson(
      await running.domain.people.add(name, number, { answers: readAnswers(answers), ...imessage }),
    );
  },
  "control.people.instruct": async ({ number, answers, ...told }, { running }) => {
    const { id, played, ...manners } = await running.domain.people.instruct(number, {
      ...told,
      answers: readAnswers(answers),
    });
    return {
      number: id,
      ...(manners.answers !== undefined && { answers: manners.answers }),
      ...(manners.says !== undefined && { says: [...manners.says] }),
      played: played !== undefined,
      agentPlayed: played === "both",
    };
  },
  "control.people.list": (_input, { running }) => ({
    people: [...running.world.tables.people.all()].map(writePerson),
  }),
  "control.people.text": async ({ from, to, body, group: groupId, ...more }, { running }) => ({
    messageId: await running.domain.people.text(from, to, body, { ...more, groupId }),
  }),
  "control.people.react": async ({ from, reaction, messageId, to, last }, { running }) => {
    const about = messageId === undefined ? lastOf(to, last) : { messageId };
    return { messageId: await running.domain.people.react(from, about, reaction) };
  },
  "control.people.receipt": async ({ status, errorCode, why, ...about }, { running }) => {
    const { people, agentphone } = running.domain;
    const messageId = await people.findSent(sentOf(about));
    const outcome =
      status === "delivered"
        ? { status }
        : {
            status,
            ...usualFailure,
            ...(errorCode !== undefined && { errorCode }),
            ...(why !== undefined && { why }),
          };
    const counted = agentphone.texts.report(messageId, outcome, "told");
    return { messageId, status: running.world.tables.messages.get(messageId)?.status ?? status, counted };
  },
  "control.people.otp": async ({ digits = 6, expiresIn, ...request }, { running }) => {
    const expiresInMs = expiresIn === undefined ? undefined : readDuration(expiresIn);
    const { people } = running.domain;
    const { code, messageId, expiresAt } = await people.sendCode({ ...request, digits, expiresInMs });
    return { code, messageId, ...(expiresAt !== undefined && { expiresAt: toMillisecondText(expiresAt) }) };
  },
  "control.otps.check": async ({ to, code }, { running }) => {
    const number = to === undefined ? undefined : await requireCallableNumber(to);
    // People type codes as they read them: 834 921.
    const { found, ...outcome } = running.domain.codes.check(code.replaceAll(/[\s-]/g, ""), number);
    return { ...outcome, ...(found && { otpId: found.id, from: found.from, to: found.to }) };
  },
  "control.people.call": async ({ from, to, ringFor = usualRing, ...manners }, { running }) => {
    const callId = await running.domain.people.call(from, to, readDuration(ringFor), manners);
    return { callId, status: running.world.tables.calls.get(callId)?.status ?? "missed" };
  },
  "control.lines.create": (request, { running }) => createLine(request, running),
  "control.lines.list": (_input, { running }) => ({
    lines: [...running.world.tables.lines.all()].map(({ id, provider, accountId }) => ({
      number: id,
      provider,
      account: accountId,
    })),
  }),
};

const lastOf = (line: string | undefined, last: true | undefined): { readonly line: string } => {
  if (line !== undefined && last === true) return { line };
  throw new RingbackError(
    "validation_error",
    "Say which message is reacted to: messageId, or to with last: true for the one that line sent last.",
  );
};

/** What a network says of a telephone that cannot be reached. */
const usualFailure = { errorCode: "30003", why: "The telephone at the other end cannot be reached." };

type SentText = {
  readonly messageId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const sentOf = ({ messageId, from, to }: SentText) => {
  if (messageId !== undefined) return { messageId };
  if (from !== undefined && to !== undefined) return { line: from, to };
  throw new RingbackError(
    "validation_error",
    "Say which text is reported on: messageId, or from and to for the last one between them.",
  );
};

const readAnswers = (answers: InputOf<(typeof peopleOperations)["control.people.add"]>["answers"]) =>
  typeof answers === "object" ? { after: readDuration(answers.after) } : answers;

const writePerson = ({ id, name, answers, imessage, appleId }: Person) => ({
  name,
  number: id,
  ...(answers !== undefined && { answers }),
  ...(imessage !== undefined && { imessage }),
  ...(appleId !== undefined && { appleId }),
});
