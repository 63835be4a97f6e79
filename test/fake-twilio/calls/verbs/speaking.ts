import { numberIn, type Verb } from "../stage.ts";

export const say: Verb = ({ call }, { text }) => {
  if (text !== "") call.conversation.lineSays(text);
  call.bell.ring();
  return undefined;
};

/** Sounds are not fetched: they are heard as their address. */
export const play: Verb = ({ call }, { attributes, text }) => {
  const { digits } = attributes;
  if (digits === undefined) call.conversation.lineSays(`[${text}]`);
  else call.conversation.add({ by: "line", digits });
  call.bell.ring();
  return undefined;
};

/** Nobody waits: so much of the call has gone by. */
export const pause: Verb = ({ desk, call }, element) => {
  desk.pass(call, numberIn(element, "length", 1) * 1000);
  return undefined;
};
