import { displayWidth } from "../../kernel/display-width.ts";
import { printable } from "../../kernel/printable.ts";
import { printDuration } from "../fields/print-duration.ts";
import type { Paint } from "./paint.ts";
import type { Failure, Seen } from "./report.ts";
import { blameWords, tellPlace } from "./wording.ts";

/** A failure whole: whose fault, where, what was wanted, what was seen instead, and what to do about it. */
export const failureLines = (failure: Failure, paint: Paint): readonly string[] => {
  const { code, blame, place } = failure;
  return [
    paint("bold", `${blameWords[blame]}: ${printable(code)}`),
    ...(place === undefined ? [] : [paint("dim", printable(tellPlace(place)))]),
    ...failureBody(failure, paint),
  ];
};

/** A failure without whose fault it is and where. */
export const failureBody = (
  { code, message, cure, excerpt, seen = [] }: Failure,
  paint: Paint,
): readonly string[] => [
  ...linesOf(message),
  ...(excerpt === undefined ? [] : linesOf(excerpt).map((line) => `  ${line}`)),
  ...seenLines(seen, paint),
  ...(cure === "" ? [] : linesOf(`→ ${cure}`)),
  paint("dim", `ringback explain ${printable(code)}`),
];

/** A text as lines that cannot steer a terminal. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/).map(printable);

const mostSeen = 10;

const seenLines = (seen: readonly Seen[], paint: Paint): readonly string[] => {
  if (seen.length === 0) return [];
  const anyDiffers = seen.some(({ differences }) => differences.length > 0);
  const shown = seen
    .slice(0, mostSeen)
    .flatMap((one) => [
      `  ${printable(what(one))}`,
      ...(anyDiffers ? differenceLines(one, paint).map((line) => `    ${line}`) : []),
    ]);
  const more = seen.length - mostSeen;
  const head = anyDiffers ? "Seen, nearest first:" : "Seen:";
  return [head, ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])];
};

const what = ({ at, seq, what: told }: Seen): string => `${printDuration(Math.round(at))} #${seq} ${told}`;

/** What was wanted stands right above what was found, so that the eye sees where they part. */
const differenceLines = ({ differences }: Seen, paint: Paint): readonly string[] => {
  if (differences.length === 0) return [paint("dim", "fits in every field")];
  const names = differences.map(({ path }) => printable(path === "" ? "it" : path));
  const width = Math.max(...names.map(displayWidth));
  return differences.flatMap(({ wanted, found }, index) => {
    const name = names[index] ?? "";
    const space = " ".repeat(width - displayWidth(name));
    return [
      `${name}${space}  wanted ${paint("green", printable(wanted))}`,
      `${" ".repeat(width)}  found  ${paint("red", printable(found))}`,
    ];
  });
};
