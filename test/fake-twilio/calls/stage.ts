import type { CallDesk } from "./call-desk.ts";
import type { CallBackAddress, DocumentSource, PhoneCall } from "./phone-call.ts";
import { voiceFields, type Fields } from "./progress.ts";
import { isMistake, readTwiml, type TwimlElement } from "./read-twiml.ts";

/** TwiML that was read, and where it came from: that is what its relative URLs start from. */
export interface TwimlDocument {
  readonly verbs: readonly TwimlElement[];
  readonly at: CallBackAddress | undefined;
}

/** Where a verb is performed. */
export interface Stage {
  readonly desk: CallDesk;
  readonly call: PhoneCall;
  readonly document: TwimlDocument;
  /** Given when another document takes over, or the call is over. */
  readonly signal: AbortSignal;
}

/** What follows a verb: the next one, another document (undefined: it could not be had), or the end. */
export type Next = undefined | { readonly document: TwimlDocument | undefined } | "hang up";

export type Verb = (stage: Stage, element: TwimlElement) => Next | Promise<Next>;

/** A whole number in an attribute. */
export const numberIn = (element: TwimlElement, name: string, otherwise: number): number => {
  const value = Number(element.attributes[name] ?? "");
  return element.attributes[name] === undefined || !Number.isFinite(value) ? otherwise : value;
};

const isTwimlType = (contentType: string): boolean =>
  /^(?:text|application)\/(?:xml|html)\b/iu.test(contentType);

const read = (
  desk: CallDesk,
  call: PhoneCall,
  body: string,
  at?: CallBackAddress,
): TwimlDocument | undefined => {
  const verbs = readTwiml(body);
  if (!isMistake(verbs)) return { verbs, at };
  desk.note(call, verbs.code, verbs.message);
  return undefined;
};

const ask = async (
  desk: CallDesk,
  call: PhoneCall,
  address: CallBackAddress,
  more: Fields,
): Promise<TwimlDocument | undefined> => {
  const fields = { ...voiceFields(desk.core, call), ...more };
  const answer = await desk.core.callbacks.send({ ...address, fields });
  // Whoever sends callbacks has noted that nobody answered, or answered badly.
  if (answer?.status === undefined || answer.status < 200 || answer.status >= 300) return undefined;
  const type = answer.contentType ?? "";
  if (isTwimlType(type)) return read(desk, call, answer.body, address);
  desk.note(call, 12_300, `The document's content type is "${type}".`);
  return undefined;
};

/** Gets a document. Undefined where that cannot be done: why is in the debugger. */
export const fetchDocument = async (
  desk: CallDesk,
  call: PhoneCall,
  source: DocumentSource,
  more: Fields = {},
): Promise<TwimlDocument | undefined> => {
  if ("twiml" in source) return read(desk, call, source.twiml);
  const document = await ask(desk, call, source, more);
  if (document !== undefined || source.fallback === undefined) return document;
  return ask(desk, call, source.fallback, { ...more, ErrorCode: "11200", ErrorUrl: source.url });
};

/** The document that an attribute such as `action` leads to; without it, the same one again. */
export const documentAt = async (
  { desk, call, document }: Stage,
  element: TwimlElement,
  address: string | undefined,
  more: Fields = {},
): Promise<Next> => {
  const base = document.at?.url;
  const wanted = address ?? base;
  if (wanted === undefined || !URL.canParse(wanted, base)) {
    desk.note(
      call,
      11_200,
      `<${element.name}> leads to "${wanted ?? ""}", which is no URL without a document's own.`,
    );
    return { document: undefined };
  }
  const method = element.attributes["method"]?.toUpperCase() === "GET" ? "GET" : "POST";
  return { document: await fetchDocument(desk, call, { url: new URL(wanted, base).href, method }, more) };
};
