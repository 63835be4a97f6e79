import { Cast } from "./cast.ts";
import { type Conversation, findConversations } from "./conversations.ts";
import { printExpectations } from "./expected.ts";
import { Pseudonyms, type Replaced } from "./pseudonyms.ts";
import { type Item, printItems } from "./script-items.ts";
import { type Session, textOf, type ToldEvent } from "./told-event.ts";

/** A session as a scenario. */
export interface Recording {
  /** The file: YAML that `ringback validate` is content with. The same session gives the same text. */
  readonly text: string;
  /** How many different originals were replaced, by kind. */
  readonly replaced: Replaced;
  /** How many people and conversations are in it. */
  readonly conversations: number;
}

/** The fields in which people and agents say something. */
const texts: readonly string[] = ["body", "text", "digits", "why"];

/** Writes a session down as a scenario, with stand-ins for everything private whose form gives it away. */
export const recordSession = (session: Session): Recording => {
  const events = session.events.toSorted((one, other) => one.seq - other.seq);
  const pseudonyms = knownOf(session);
  const cast = new Cast({ ...session, events }, pseudonyms);
  const conversations = findConversations(events, cast, pseudonyms);
  const script = printScript(events, cast, conversations);
  const lines = [
    ...header,
    "version: 1",
    "name: A recorded session",
    "",
    ...cast.print(webhookPath([...(session.before ?? []), ...events])),
    ...(hearsOfWebhooks(events) ? ["agent: { ready: { port: open } }", ""] : []),
    ...script,
    ...printExpectations(events, cast, conversations),
  ];
  return {
    text: `${lines.join("\n").trimEnd()}\n`,
    replaced: pseudonyms.replaced,
    conversations: conversations.length,
  };
};

const header = [
  "# Written by `ringback record`. Numbers, links, email addresses, keys, codes and whatever names could be told by the way",
  "# they were used are others than they were. It cannot see everything: look for street addresses, unusual names and",
  "# whatever else is private in the texts below before you share this file.",
];

/** Everything private, learnt before the first stand-in is chosen. */
const knownOf = ({ events, lines, people }: Session): Pseudonyms => {
  const pseudonyms = new Pseudonyms();
  for (const number of Object.keys(lines)) pseudonyms.know(number);
  for (const [name, { number }] of Object.entries(people)) {
    pseudonyms.know(name);
    pseudonyms.know(number);
  }
  for (const event of events) {
    for (const field of ["line", "from", "to", "number", "target"]) pseudonyms.know(textOf(event, field));
    if (event.type.startsWith("otp.") || event.type === "code.emailed")
      pseudonyms.know(textOf(event, "code"));
    if (event.type === "person.added") pseudonyms.know(textOf(event, "name"));
    for (const field of texts) pseudonyms.hear(textOf(event, field));
  }
  return pseudonyms;
};

/** With a webhook the agent is a server, which takes a moment to say where. */
const earliestText = 5000;

const printScript = (
  events: readonly ToldEvent[],
  cast: Cast,
  conversations: readonly Conversation[],
): readonly string[] => {
  const start = Date.parse(events[0]?.at ?? "1970-01-01T00:00:00Z");
  const least = hearsOfWebhooks(events) ? earliestText : 0;
  const itemsOf = (reference?: string): readonly Item[] =>
    conversations
      .filter(({ line }) => (line.rentedAt === undefined ? undefined : line.reference) === reference)
      .flatMap(({ items }) => items);
  const rented = cast.rented.flatMap(({ reference, rentedAt = start, when = "" }): Item[] => [
    { when, at: rentedAt, do: [...itemsOf(reference)] },
  ]);
  const script = printItems([...itemsOf(), ...rented], start, least);
  return script.length === 0 ? [] : ["script:", ...script.map((line) => `  ${line}`), ""];
};

const hearsOfWebhooks = (events: readonly ToldEvent[]): boolean =>
  events.some(({ type }) => type === "webhook.queued" || type === "webhook.delivered");

/** Where the agent listens, if it did not say so itself during the session. */
const webhookPath = (events: readonly ToldEvent[]): string | undefined => {
  const setsItself = events.some(
    (event) =>
      event.type === "request.answered" &&
      event["by"] === "agent" &&
      /webhooks?\.set$/.test(textOf(event, "operation")),
  );
  const queued = events.find(({ type }) => type === "webhook.queued");
  const url = queued === undefined ? "" : textOf(queued, "url");
  if (setsItself || !URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  return /^(?:\/[a-z-]{1,20}){1,4}$/.test(pathname) ? pathname : "/webhook";
};
