import type { Faker } from "@faker-js/faker";
import type { Instant } from "../../kernel/clock/clock.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import { openRandom } from "../../kernel/random.ts";
import type { Misreading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";

let loaded: Faker | undefined;

/** Says that a text asked for faker before it was there: await `prepareFaker` and try again. */
export class FakerNotLoaded extends Error {
  constructor() {
    super("A reference to faker was read before faker was loaded.");
  }
}

/** Loads what `${faker.…}` needs. Imported at first use: it takes some 20 ms, and few scenarios want it. */
export const prepareFaker = async (): Promise<void> => {
  loaded ??= (await import("@faker-js/faker/locale/en")).faker;
};

/** Why a reference such as `faker.person.firstName#2` can have no value; undefined when it has one. */
export const fakerMistake = (name: string): Misreading | undefined => {
  const written = quote(`\${${name}}`);
  const call = readCall(name);
  if (call === undefined) {
    const message = `${written} does not say what to make up.`;
    return { message, cure: "Write it like `${faker.person.firstName}`, with #2 behind it for another one." };
  }
  const names = functionNames();
  const path = `${call.group}.${call.key}`;
  if (!names.includes(path)) {
    const near = nearestName(path, names);
    const others = names.filter((known) => known.startsWith(`${call.group}.`));
    const groups = [...new Set(names.map((known) => known.split(".", 1)[0]))];
    const known = others.length > 0 ? others.map((other) => other.slice(call.group.length + 1)) : groups;
    const where = others.length > 0 ? `Known in ${quote(`faker.${call.group}`)}` : "Known under `faker`";
    const cure =
      near === undefined ? `${where}: ${known.join(", ")}.` : `Did you mean ${quote(`\${faker.${near}}`)}?`;
    return { code: "unknown_name", message: `Faker has no ${quote(path)}.`, cure };
  }
  return trialMistake(written, call);
};

/** What such a reference means in a world of a seed, for a scenario that began at an instant. */
export const fakerValue = (name: string, seed: string, startedAt: Instant): string | undefined => {
  const call = readCall(name);
  return call && toText(draw(call, seed, startedAt));
};

interface Call {
  readonly group: string;
  readonly key: string;
  readonly ordinal: number;
}

const readCall = (name: string): Call | undefined => {
  const [, group, key, ordinal = "1"] = /^faker\.(\w+)\.(\w+)(?:#([1-9]\d{0,5}))?$/.exec(name) ?? [];
  return group === undefined || key === undefined ? undefined : { group, key, ordinal: Number(ordinal) };
};

const faker = (): Faker => {
  if (loaded === undefined) throw new FakerNotLoaded();
  return loaded;
};

/** Helpers work on what they are given, and nothing can be given here. The other one is on its way out of faker. */
const left = { groups: ["fakerCore", "helpers"], functions: ["image.urlLoremFlickr"] };

const functionNames = (): string[] =>
  Object.entries(faker()).flatMap(([group, members]) =>
    left.groups.includes(group) || typeof members !== "object" || members === null
      ? []
      : Object.entries(members as object)
          .filter(([, member]) => typeof member === "function")
          .map(([key]) => `${group}.${key}`)
          .filter((path) => !left.functions.includes(path)),
  );

const trialMistake = (written: string, call: Call): Misreading | undefined => {
  try {
    if (toText(draw(call, "trial", 0)) !== undefined) return undefined;
  } catch (error) {
    if (error instanceof FakerNotLoaded) throw error;
    const message = `${written} needs to be given something, and a reference gives nothing.`;
    return { message, cure: "Write another one, or the text itself." };
  }
  const message = `${written} is not a single value.`;
  return { message, cure: "Write another one, or the text itself." };
};

const draw = ({ group, key, ordinal }: Call, seed: string, startedAt: Instant): unknown => {
  const stream = openRandom(seed, { purpose: "faker", owner: `${group}.${key}`, ordinal });
  faker().seed(stream.integer(0, 2 ** 31 - 1));
  faker().setDefaultRefDate(startedAt);
  const members = faker()[group as keyof Faker] as unknown as Readonly<Record<string, () => unknown>>;
  return members[key]?.();
};

const toText = (value: unknown): string | undefined => {
  if (value instanceof Date) return value.toISOString();
  const isSingle = ["string", "number", "bigint", "boolean"].includes(typeof value);
  return isSingle ? String(value) : undefined;
};
