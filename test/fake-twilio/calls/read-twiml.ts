import { XMLParser, XMLValidator } from "fast-xml-parser";

/** One element of TwiML. Names are case-sensitive. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
  /** The text that stands directly in it, without white space around it. */
  readonly text: string;
}

/** Why a document could not be read, with Twilio's number for it. */
export interface TwimlMistake {
  readonly code: number;
  readonly message: string;
}

const longest = 64 * 1024;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
});

type Node = Readonly<Record<string, unknown>>;

const elementOf = (node: Node): TwimlElement | undefined => {
  const name = Object.keys(node).find((key) => key !== ":@");
  if (name === undefined || name === "#text" || name.startsWith("?")) return undefined;
  const inside = (node[name] ?? []) as readonly Node[];
  return {
    name,
    attributes: (node[":@"] ?? {}) as Readonly<Record<string, string>>,
    children: elementsOf(inside),
    text: inside
      .map((child) => (typeof child["#text"] === "string" ? child["#text"] : ""))
      .join("")
      .trim(),
  };
};

const elementsOf = (nodes: readonly Node[]): readonly TwimlElement[] =>
  nodes.map(elementOf).filter((element) => element !== undefined);

/** What the parser lets pass though no XML reader may: names of HTML's entities, and a `<` within an attribute. */
const isLoose = (body: string): boolean => {
  const plain = body.replaceAll(/<!\[CDATA\[.*?\]\]>|<!--.*?-->/gsu, "");
  return (
    /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/iu.test(plain) ||
    /=\s*(?:"[^"<]*<[^"]*"|'[^'<]*<[^']*')\s*[\s/>]/u.test(plain)
  );
};

/** The verbs of a TwiML document, or what is wrong with it. */
export const readTwiml = (body: string): readonly TwimlElement[] | TwimlMistake => {
  if (Buffer.byteLength(body) > longest) return { code: 11_750, message: "The document is over 64 kB." };
  const text = body.replace(/^\uFEFF/u, "").trimStart();
  if (text === "") return { code: 12_100, message: "The document is empty." };
  const verdict = XMLValidator.validate(text);
  if (verdict !== true || isLoose(text)) {
    const why = verdict === true ? "an entity or a < that XML does not know there" : verdict.err.msg;
    return { code: 12_100, message: `The document is no XML: ${why}` };
  }
  const roots = elementsOf(parser.parse(text) as readonly Node[]);
  const [root] = roots;
  if (roots.length !== 1 || root?.name !== "Response") {
    return {
      code: 12_100,
      message: `The document's root is not <Response> but <${root?.name ?? "nothing"}>.`,
    };
  }
  return root.children;
};

export const isMistake = (read: readonly TwimlElement[] | TwimlMistake): read is TwimlMistake =>
  "code" in read;

/** A text that a document wants sent. */
export interface TwimlText {
  readonly to?: string;
  readonly body: string;
  readonly media: readonly string[];
}

/** What a reply to a text says back: the body and media of each `<Message>`. */
export const textsInTwiml = (verbs: readonly TwimlElement[]): readonly TwimlText[] =>
  verbs
    .filter(({ name }) => name === "Message")
    .map(({ attributes, children, text }) => ({
      ...(attributes["to"] === undefined ? {} : { to: attributes["to"] }),
      body: children.find(({ name }) => name === "Body")?.text ?? text,
      media: children.filter(({ name }) => name === "Media").map((child) => child.text),
    }));
