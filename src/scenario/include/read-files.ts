import { basename } from "node:path";
import { lineIndex } from "../source/line-index.ts";
import type { Place } from "../source/line-index.ts";
import type { Problem, Span } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { readSource } from "../source/read-source.ts";
import { shiftSource, shiftSpan } from "../source/shift-source.ts";
import type { SourceNode } from "../source/source-tree.ts";
import { includedPaths } from "./included-paths.ts";
import type { IncludedPath } from "./included-paths.ts";
import { mergeFragments } from "./merge-fragments.ts";
import type { Fragment } from "./merge-fragments.ts";
import { noIncludes } from "./read-include.ts";
import type { ReadInclude } from "./read-include.ts";

/** A scenario's file and all that it includes, as one tree. The texts stand one after the other, and places count on. */
export interface ReadFiles {
  /** Absent when the scenario's own file is too broken to say more about it. */
  readonly root?: SourceNode;
  /** All texts in the order in which they were read, the scenario's own first. */
  readonly texts: readonly string[];
  /** All of them as one, in which every span is a stretch. */
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
  /** The name in messages of the file that a place lies in. */
  readonly nameOf: (place: Place) => string;
  readonly problems: readonly Problem[];
  /** Whether a part of the files is missing from the tree or guesswork. */
  readonly incomplete: boolean;
  /** Whether the tree can be trusted at a stretch: no mistake in the syntax comes before its end. */
  readonly isSound: (span: Span) => boolean;
}

interface ReadFile {
  readonly path: string;
  readonly shownAs: string;
  readonly text: string;
  readonly base: number;
  readonly brokenFrom: number;
  readonly placeOf: (offset: number) => Place;
  readonly root?: SourceNode;
}

const deepestChain = 16;
const mostFiles = 100;

/** Reads a scenario's file and, through the port, what it includes. `shownAs` is the file's name in messages. */
export const readFiles = (text: string, shownAs: string, readInclude = noIncludes): ReadFiles => {
  const reader = new FilesReader(readInclude);
  const own = reader.read(text, shownAs, basename(shownAs));
  const fragments = own.root === undefined ? [] : reader.fragmentsOf(own.root, [own.path]);
  const { files, problems } = reader;
  const placeOf = (offset: number): Place => placeIn(files, own, offset);
  const merged = own.root && mergeFragments(own.root, fragments, placeOf);
  return {
    ...(merged === undefined ? {} : { root: merged.root }),
    texts: files.map((file) => file.text),
    text: files.map((file) => file.text).join("\n"),
    placeOf,
    nameOf: ({ file }) => files.find(({ path }) => path === (file ?? own.path))?.shownAs ?? shownAs,
    problems: [...problems, ...(merged?.problems ?? [])],
    incomplete: reader.failed || files.some(({ brokenFrom }) => brokenFrom !== Number.POSITIVE_INFINITY),
    isSound: ({ start, end }) => end < fileAt(files, own, start).brokenFrom,
  };
};

/** The files read so far and what was wrong with them. */
class FilesReader {
  readonly files: ReadFile[] = [];
  readonly problems: Problem[] = [];
  /** Whether a file could not be had or could not be read at all. */
  failed = false;
  readonly #readInclude: ReadInclude;

  constructor(readInclude: ReadInclude) {
    this.#readInclude = readInclude;
  }

  read(written: string, shownAs: string, path: string): ReadFile {
    const text = written.replace(/^\ufeff/, "");
    const placeOf = lineIndex(text);
    const source = readSource(text, placeOf);
    const last = this.files.at(-1);
    const base = last === undefined ? 0 : last.base + last.text.length + 1;
    const brokenFrom = base + (source.brokenFrom ?? Number.POSITIVE_INFINITY);
    const root = source.root && (base === 0 ? source.root : shiftSource(source.root, base));
    for (const problem of source.problems) {
      this.problems.push({ ...problem, span: shiftSpan(problem.span, base) });
    }
    this.failed ||= root === undefined;
    const file = { path, shownAs, text, base, brokenFrom, placeOf, ...(root === undefined ? {} : { root }) };
    this.files.push(file);
    return file;
  }

  /** What a file includes, each after what it includes itself. A file that is included twice counts once. */
  fragmentsOf(root: SourceNode, chain: readonly string[]): Fragment[] {
    const report = (problem: Problem): number => this.problems.push(problem);
    return includedPaths(root, chain.at(-1) ?? "", report).flatMap((included) => {
      const problem = this.#objectionTo(included, chain);
      if (problem !== undefined) {
        this.#refuse(problem);
        return [];
      }
      if (this.files.some(({ path }) => path === included.path)) return [];
      const found = this.#readInclude(included.path);
      if ("message" in found) {
        this.#refuse({ code: "cannot_include", ...found, span: included.said.span });
        return [];
      }
      const { root: inner, path } = this.read(found.text, found.file, included.path);
      return inner === undefined ? [] : [...this.fragmentsOf(inner, [...chain, path]), { path, root: inner }];
    });
  }

  #refuse(problem: Problem): void {
    this.failed = true;
    this.problems.push(problem);
  }

  #objectionTo({ path, said: { text, span } }: IncludedPath, chain: readonly string[]): Problem | undefined {
    if (chain.includes(path)) {
      const loop = [...chain.slice(chain.indexOf(path)), path].join(" → ");
      const message = `${quote(text)} would include itself: ${loop}.`;
      return { code: "cannot_include", message, cure: "Break the circle.", span };
    }
    if (chain.length < deepestChain && this.files.length < mostFiles) return undefined;
    const message = `A scenario may include ${mostFiles - 1} files, ${deepestChain - 1} inside one another, and this is one more.`;
    return { code: "cannot_include", message, cure: "Put some of them into one file.", span };
  }
}

const fileAt = (files: readonly ReadFile[], own: ReadFile, offset: number): ReadFile =>
  files.findLast(({ base }) => base <= offset) ?? own;

const placeIn = (files: readonly ReadFile[], own: ReadFile, offset: number): Place => {
  const file = fileAt(files, own, offset);
  const place = file.placeOf(offset - file.base);
  return file === own ? place : { ...place, file: file.path };
};
