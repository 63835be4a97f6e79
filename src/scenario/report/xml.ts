/** An element of XML: attributes whose value is undefined are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (XmlElement | string)[];
}

/** Writes a document of XML 1.0. Characters that it cannot hold in any spelling are dropped. */
export const writeXml = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, "")}`;

const writeElement = ({ name, attributes = {}, children = [] }: XmlElement, indent: string): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeAttribute(String(value))}"`],
  );
  const open = `${indent}<${name}${written.join("")}`;
  if (children.length === 0) return `${open}/>`;
  // Text is kept as it is, so an element that holds text gets no indentation inside.
  if (children.some((child) => typeof child === "string")) {
    const inner = children.map((child) =>
      typeof child === "string" ? escapeText(child) : writeElement(child, ""),
    );
    return `${open}>${inner.join("")}</${name}>`;
  }
  const inner = children.map((child) =>
    typeof child === "string" ? child : writeElement(child, `${indent}  `),
  );
  return `${open}>\n${inner.join("\n")}\n${indent}</${name}>`;
};

/** A > is written out as well: after two closing brackets a bare one would be a mistake. */
const escapeText = (text: string): string =>
  text
    .replaceAll(forbidden, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");

/** Line breaks and tabs of an attribute would otherwise be read as spaces. */
const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
