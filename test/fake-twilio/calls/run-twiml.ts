import { answerCall } from "./answer-call.ts";
import { Gone, orGone, untilGone } from "./bell.ts";
import type { CallDesk } from "./call-desk.ts";
import type { DocumentSource, PhoneCall } from "./phone-call.ts";
import type { Fields } from "./progress.ts";
import type { TwimlElement } from "./read-twiml.ts";
import { fetchDocument, type Next, type Stage } from "./stage.ts";
import { verbs } from "./verbs/verbs.ts";

/** Verbs that do not pick a ringing call up. */
const patient = new Set(["Pause", "Redirect", "Reject"]);

const picksUp = ({ name, attributes }: TwimlElement): boolean =>
  !patient.has(name) && !(name === "Dial" && attributes["answerOnBridge"] === "true");

const perform = async (stage: Stage, element: TwimlElement): Promise<Next> => {
  const { desk, call } = stage;
  const verb = verbs[element.name];
  if (verb === undefined) {
    desk.note(call, 12_200, `<${element.name}> is no verb, and was left out.`);
    return undefined;
  }
  if (picksUp(element)) answerCall(desk, call);
  call.performed.push({ verb: element.name, attributes: element.attributes, children: element.children });
  return verb(stage, element);
};

const followDocument = async (stage: Stage): Promise<Next> => {
  for (const element of stage.document.verbs) {
    const next = await orGone(Promise.resolve(perform(stage, element)), stage.signal);
    if (stage.signal.aborted) throw new Gone();
    if (next !== undefined) return next;
  }
  return "hang up";
};

const follow = async (
  desk: CallDesk,
  call: PhoneCall,
  source: DocumentSource,
  more: Fields,
): Promise<void> => {
  const { signal } = call.run;
  let document = await orGone(fetchDocument(desk, call, source, more), signal);
  while (document !== undefined) {
    const next = await followDocument({ desk, call, document, signal });
    if (typeof next !== "object") break;
    document = next.document;
  }
  answerCall(desk, call);
  if (document === undefined) {
    call.conversation.lineSays("We are sorry, an application error has occurred.", { by: "network" });
  }
  call.conversation.closeTurn();
  call.underWay();
  desk.end(call, "completed");
};

/** Follows a document, and those that it leads to, until the end of the call or until another takes over. */
export const runTwiml = async (
  desk: CallDesk,
  call: PhoneCall,
  source: DocumentSource,
  more: Fields = {},
): Promise<void> => {
  call.run.abort();
  if (call.isOver) return;
  call.run = new AbortController();
  call.conversation.closeTurn();
  call.ear = undefined;
  await untilGone(follow(desk, call, source, more));
};
