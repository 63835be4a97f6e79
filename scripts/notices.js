// The notices of everybody else's code that a bundle holds.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The text to ship beside a bundle: name, version and licence of every package of which its chunks hold a module. What
 * several packages say word for word stands there once.
 */
export const noticesOf = (output) => {
  const modules = output
    .flatMap((part) => (part.type === "chunk" ? part.moduleIds : []))
    .map((module) => module.replaceAll("\\", "/"));
  const folders = new Set(modules.flatMap((module) => packageFolder(module) ?? []));
  for (const carried of modules.flatMap(carriedBy)) folders.add(carried);
  const titles = new Map();
  for (const { title, text } of [...folders]
    .map(noticeOf)
    .sort((one, other) => (one.title < other.title ? -1 : 1))) {
    titles.set(text, new Set([...(titles.get(text) ?? []), title]));
  }
  const notices = Array.from(titles, ([text, packages]) => `${[...packages].join("\n")}\n\n${text}\n`);
  return [`${preface}\n`, ...notices].join(`\n${rule}\n\n`);
};

const preface = "The files of this folder hold code of these packages, each under its own licence.";
const rule = "-".repeat(80);

/** The folder of the package that a module belongs to, or nothing for a module of ours. */
const packageFolder = (module) => /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];

/**
 * Some packages are bundled themselves, with marks of where each part came from. The notice of what they carry is that of
 * our own copy of it.
 */
const carriedBy = (module) => {
  if (packageFolder(module) === undefined || !existsSync(module)) return [];
  const marks = readFileSync(module, "utf8").matchAll(
    /^\/\/#region .*\/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm,
  );
  const names = new Set(Array.from(marks, ([, name]) => name));
  return Array.from(names, (name) => join(import.meta.dirname, "../node_modules", name));
};

const noticeOf = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length === 0)
    throw new Error(`${name} says nowhere under which licence it may be bundled: ${folder}`);
  return { title: `${name} ${version} (${license})`, text: texts.join("\n\n") };
};
