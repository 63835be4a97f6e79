/** An element as it was read: text between elements is left out, text of an element without others is kept. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ReadElement[];
  readonly text: string;
}

/** Reads the part of XML 1.0 that reports are written in, and throws at whatever is not well-formed. */
export const readXml = (document: string): ReadElement => {
  const bad = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(document);
  if (bad) throw new Error(`Character ${bad[0].codePointAt(0)} at ${bad.index}`);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error("No declaration");
  const { element, end } = readElement(document, declaration.length);
  if (document.slice(end).trim() !== "") throw new Error("Something follows the root");
  return element;
};

const tag = /<([a-z][a-z-]*)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/iy;

const readElement = (document: string, start: number): { element: ReadElement; end: number } => {
  tag.lastIndex = start;
  const [whole, name = "", written = "", slash] = tag.exec(document) ?? [];
  if (whole === undefined) throw new Error(`No element at ${document.slice(start, start + 60)}`);
  const pairs = Array.from(
    written.matchAll(/([a-z]+)="([^"]*)"/gi),
    ([, key = "", value = ""]) => [key, unescape(value)] as const,
  );
  const attributes = Object.fromEntries(pairs);
  if (Object.keys(attributes).length < pairs.length) throw new Error(`An attribute of ${name} twice`);
  const children: ReadElement[] = [];
  let end = start + whole.length;
  let text = "";
  if (slash === "/") return { element: { name, attributes, children, text }, end };
  for (;;) {
    const next = document.indexOf("<", end);
    if (next === -1) throw new Error(`${name} is never closed`);
    text += unescape(document.slice(end, next));
    end = next;
    if (document.startsWith("</", end)) break;
    const read = readElement(document, end);
    children.push(read.element);
    end = read.end;
  }
  const close = `</${name}>`;
  if (!document.startsWith(close, end))
    throw new Error(`${name} is closed by ${document.slice(end, end + 20)}`);
  return { element: { name, attributes, children, text }, end: end + close.length };
};

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

const unescape = (text: string): string => {
  if (text.includes("]]>")) throw new Error("]]> in text");
  return text.replaceAll(/&([^;]*;?)/g, (_, reference: string) => {
    const [, point, name = ""] = /^(?:#(\d+)|([a-z]+));$/.exec(reference) ?? [];
    const meant = point === undefined ? entities[name] : String.fromCodePoint(Number(point));
    if (meant === undefined) throw new Error(`&${reference} means nothing`);
    return meant;
  });
};
