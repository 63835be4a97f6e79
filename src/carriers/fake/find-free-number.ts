import { RingbackError } from "../../kernel/errors.ts";
import type { CarrierHost, NumberQuery } from "../carrier.ts";
import { dialledArea } from "./inventory/dialled-area.ts";
import type { NumberArea, NumberBlock, NumberPool } from "./inventory/number-pool.ts";
import { numberPools } from "./inventory/number-pools.ts";

/**
 * Picks a number that the host calls free: from the wanted locality while it has any, then from anywhere in the
 * country. Throws `unsupported_configuration` off the list and `number_unavailable` when nothing is left.
 */
export const findFreeNumber = (host: CarrierHost, query: NumberQuery): string => {
  const pool = poolFor(query);
  const wanted = wantedArea(pool, query.locality);
  if (wanted?.opening !== undefined && !host.isTaken(wanted.opening)) return wanted.opening;
  const areas = wanted === undefined ? pool.areas : [wanted, ...pool.areas];
  // Cities may share a block; a set keeps a full one from being searched twice.
  for (const block of new Set(areas.flatMap((area) => area.blocks))) {
    const number = freeNumberIn(block, host);
    if (number !== undefined) return number;
  }
  throw emptyShelf(query);
};

const poolFor = ({ country, type }: NumberQuery): NumberPool => {
  const pools = numberPools.filter((pool) => pool.country === country);
  if (pools.length === 0) {
    const allowed = [...new Set(numberPools.map((pool) => pool.country))];
    throw new RingbackError(
      "unsupported_configuration",
      `The fake carrier has no numbers in ${JSON.stringify(country)}. Ask for one of ${allowed.join(", ")}.`,
      { field: "country", allowed },
    );
  }
  const pool = pools.find((candidate) => candidate.type === type);
  if (pool !== undefined) return pool;
  const allowed = pools.map((candidate) => candidate.type);
  throw new RingbackError(
    "unsupported_configuration",
    `The fake carrier has no ${JSON.stringify(type)} numbers in ${country}. Ask for one of ${allowed.join(", ")}.`,
    { field: "type", allowed },
  );
};

const wantedArea = (pool: NumberPool, locality = ""): NumberArea | undefined => {
  const slug = slugOf(locality);
  const known = pool.areas.find((area) => area.locality === slug);
  if (known !== undefined || pool.type === "national") return known;
  const listed = pool.areas
    .flatMap((area) => area.blocks)
    .find((block) => pool.country === "CA" && block.startsWith(`+1 ${slug} `));
  if (listed !== undefined) return { blocks: [listed] };
  return pool.country === "US" ? dialledArea(slug) : undefined;
};

const slugOf = (locality: string): string =>
  locality
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, "-");

const freeNumberIn = (block: NumberBlock, host: CarrierHost): string | undefined => {
  const runs = block.split(" / ").map(readRun);
  const size = runs.reduce((sum, run) => sum + run.size, 0);
  const random = host.random("number", block.split(" / ")[0] ?? block);
  const start = random.integer(0, size - 1);
  const stride = coprimeFrom(random.integer(1, size), size);
  for (let step = 0; step < size; step += 1) {
    const number = numberAt(runs, (start + step * stride) % size);
    if (!host.isTaken(number)) return number;
  }
  return undefined;
};

interface NumberRun {
  readonly prefix: string;
  readonly width: number;
  readonly size: number;
}

const readRun = (spelling: string): NumberRun => {
  const dense = spelling.replaceAll(" ", "");
  const prefix = dense.replace(/x+$/, "");
  const width = dense.length - prefix.length;
  return { prefix, width, size: 10 ** width };
};

const numberAt = (runs: readonly NumberRun[], index: number): string => {
  let rest = index;
  for (const { prefix, width, size } of runs) {
    if (rest < size) return width === 0 ? prefix : prefix + String(rest).padStart(width, "0");
    rest -= size;
  }
  throw new RangeError(`The block has no number ${index}.`);
};

// A stride without a divisor in common with the size visits every number of the block exactly once.
const coprimeFrom = (candidate: number, size: number): number => {
  let stride = candidate;
  while (commonDivisor(stride, size) !== 1) stride += 1;
  return stride;
};

const commonDivisor = (left: number, right: number): number =>
  right === 0 ? left : commonDivisor(right, left % right);

const emptyShelf = ({ country, type, locality }: NumberQuery): RingbackError =>
  new RingbackError(
    "number_unavailable",
    `No ${type} number is free in ${country}${locality === undefined ? "" : `, near ${JSON.stringify(locality)} or elsewhere`}: ` +
      "every fictional number of that kind is on a line or belongs to a person. Release one, or reset the world.",
    { country, type, ...(locality === undefined ? {} : { locality }) },
  );
