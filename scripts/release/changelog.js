import { compareVersions } from "./compare-versions.js";

const heading = /^## (?<version>\d+\.\d+\.\d+\S*?),? *(?<when>.*)$/gm;
const isDate = /^\d{4}-\d\d-\d\d$/;

/** Whoever uses the package can read what this version brings, and when it came. */
export const changelog = {
  name: "CHANGELOG.md has a dated section for this version",
  find: ({ read, has, manifest: { version } }) => {
    if (!has("CHANGELOG.md")) return ["CHANGELOG.md is not there. Write one, the newest version first."];
    const sections = sectionsOf(read("CHANGELOG.md"));
    const own = sections.find((section) => section.version === version);
    if (own === undefined) {
      return [`CHANGELOG.md has no section for ${version}. Put one on top: ## ${version}, <year-month-day>`];
    }
    return [...notReady(own), ...disordered(sections)];
  },
};

const notReady = ({ version, when, text }) => [
  ...(isDate.test(when)
    ? []
    : [
        `CHANGELOG.md has ${version} as “${when || "undated"}”. Write the day instead: ## ${version}, <year-month-day>`,
      ]),
  ...(/^- /m.test(text)
    ? []
    : [`CHANGELOG.md says nothing of ${version}. Write what it brings whoever uses it, as a list.`]),
];

const disordered = (sections) =>
  sections.slice(1).flatMap(({ version, when }, index) => {
    const above = sections[index].version;
    return [
      ...(compareVersions(above, version) > 0
        ? []
        : [`CHANGELOG.md has ${version} below ${above}. Put the newest on top, each version once.`]),
      ...(isDate.test(when)
        ? []
        : [`CHANGELOG.md has ${version}, an older version, as “${when || "undated"}”. Write its day.`]),
    ];
  });

const sectionsOf = (text) => {
  const found = [...text.matchAll(heading)];
  return found.map((match, index) => ({
    version: match.groups.version,
    when: match.groups.when.trim(),
    text: text.slice(match.index + match[0].length, found[index + 1]?.index),
  }));
};
