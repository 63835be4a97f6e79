import { Relay, type RelayEnd } from "../relay.ts";
import { voiceFields, type Fields } from "../progress.ts";
import { documentAt, type Stage, type Verb } from "../stage.ts";
import type { TwimlElement } from "../read-twiml.ts";

const fieldsOf = (relay: Relay, end: RelayEnd): Fields => ({
  SessionId: relay.sessionId,
  SessionStatus: end.status,
  SessionDuration: String(end.seconds),
  HandoffData: end.handoffData,
  ErrorCode: end.code === undefined ? undefined : String(end.code),
  ErrorMessage: end.message,
});

/** Of a call that is over the action is told all the same; what it answers leads nowhere. */
const tellEnd = async (
  { desk, call, document }: Stage,
  element: TwimlElement,
  fields: Fields,
): Promise<void> => {
  const { action, method } = element.attributes;
  if (action === undefined || !URL.canParse(action, document.at?.url)) return;
  const url = new URL(action, document.at?.url).href;
  await desk.core.callbacks.send({ url, method, fields: { ...voiceFields(desk.core, call), ...fields } });
};

/** Connects the call with a WebSocket of ours, and asks for the document that follows when that is over. */
export const connect: Verb = async (stage, element) => {
  const { desk, call, signal } = stage;
  call.conversation.closeTurn();
  const child = element.children.find(({ name }) => name === "ConversationRelay");
  if (child === undefined) {
    desk.note(
      call,
      12_200,
      "Of what <Connect> connects, only <ConversationRelay> is played by the fake Twilio.",
    );
    return undefined;
  }
  const relay = new Relay(desk, call, child);
  const ending = (async () => {
    const end = await relay.run(signal);
    const wasReplaced = signal.aborted && !call.isOver;
    if (call.isOver) await desk.core.work.run(() => tellEnd(stage, element, fieldsOf(relay, end)));
    return wasReplaced || call.isOver ? undefined : end;
  })();
  call.lastRelay = ending;
  const end = await ending;
  if (end === undefined || element.attributes["action"] === undefined) return undefined;
  return documentAt(stage, element, element.attributes["action"], fieldsOf(relay, end));
};
