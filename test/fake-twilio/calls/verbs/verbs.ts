import { documentAt, type Stage, type Verb } from "../stage.ts";
import type { TwimlElement } from "../read-twiml.ts";
import { connect } from "./connect.ts";
import { dial } from "./dial.ts";
import { gather } from "./gather.ts";
import { record } from "./record.ts";
import { pause, play, say } from "./speaking.ts";

const reject: Verb = ({ desk, call }, { attributes }) => {
  if (call.answered !== undefined || call.direction !== "inbound") return "hang up";
  call.sipCode = attributes["reason"] === "busy" ? 486 : 603;
  desk.end(call, attributes["reason"] === "busy" ? "busy" : "no-answer");
  return undefined;
};

const redirect: Verb = (stage, element) =>
  documentAt(stage, element, element.text === "" ? undefined : element.text);

/** Verbs of which only a record is kept. */
const recordedOnly: Verb = () => undefined;

/** Known at Twilio, but nothing here plays them. */
const unplayed: Verb = ({ desk, call }: Stage, { name }: TwimlElement) => {
  desk.note(call, 0, `<${name}> is not played by the fake Twilio.`);
  return undefined;
};

/** What each verb does. */
export const verbs: Readonly<Record<string, Verb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Dial: dial,
  Record: record,
  Connect: connect,
  Redirect: redirect,
  Reject: reject,
  Hangup: () => "hang up",
  Start: recordedOnly,
  Stop: recordedOnly,
  Message: recordedOnly,
  Sms: unplayed,
  Enqueue: unplayed,
  Leave: unplayed,
  Pay: unplayed,
  Prompt: unplayed,
  Refer: unplayed,
};
