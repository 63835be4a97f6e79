import { dirname, join, normalize } from "node:path";

/** Whoever follows a link of these pages gets somewhere. */
export const links = {
  name: "links of Markdown pages lead somewhere",
  find: (tree) => {
    const pages = tree.tracked.filter((path) => path.endsWith(".md"));
    const anchors = new Map(pages.map((path) => [path, anchorsOf(tree.read(path))]));
    return pages.flatMap((page) =>
      linksOf(tree.read(page)).flatMap((link) => {
        const why = whyDead(link, page, anchors, tree);
        return why === undefined ? [] : [`${page} links to ${link}, ${why} Mend the link.`];
      }),
    );
  },
};

const whyDead = (link, page, anchors, tree) => {
  const [path, anchor = ""] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  if (target.startsWith("..") || !tree.has(target)) return "and there is no such file.";
  const known = anchors.get(target);
  if (anchor === "" || known === undefined || known.has(anchor)) return undefined;
  return `and ${target} has no heading of that name.`;
};

/** What stands in code is no link. */
const withoutCode = (text) =>
  text.replaceAll(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2.*$/gm, "").replaceAll(/`[^`\n]*`/g, "``");

const linksOf = (text) =>
  [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|^\[[^\]]+\]: *(\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference)
    .filter((link) => !/^[a-z][a-z\d+.-]*:|^\/\//i.test(link));

/** The names that code hosts give headings: small letters, no punctuation, dashes; the second of a name gets a number. */
const anchorsOf = (text) => {
  const names = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name]) => name));
  const prose = text.replaceAll(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2.*$/gm, "");
  const seen = new Map();
  for (const [, heading] of prose.matchAll(/^#{1,6} +(.+?)#*$/gm)) {
    const words = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .trim()
      .toLowerCase();
    const name = words.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    names.add(count === 0 ? name : `${name}-${count}`);
  }
  return names;
};
