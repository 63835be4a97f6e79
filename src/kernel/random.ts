import { hash } from "node:crypto";

/** A short run of seeded randomness. The same seed, purpose, owner and ordinal give the same draws, whoever else draws. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** So many decimal digits, leading zeros included. */
  digits(count: number): string;
  /** So many characters drawn from an alphabet. */
  characters(count: number, alphabet: string): string;
  chance(probability: number): boolean;
}

/** Names one stream: what it is for, whose it is, and which draw of that owner this is. */
export interface StreamName {
  readonly purpose: string;
  readonly owner: string;
  readonly ordinal: number;
}

/** Opens the stream of a seed and a name. Streams are independent: requests about different lines cannot swap draws. */
export const openRandom = (seed: string, name: StreamName): Random => {
  const bytes = byteSource(JSON.stringify([seed, name.purpose, name.owner, name.ordinal]));
  const integer = (low: number, high: number): number => {
    const span = high - low + 1;
    // Six bytes against spans far below 2^32: the bias of the remainder is below one in 65,000 draws.
    let value = 0;
    for (let count = 0; count < 6; count += 1) value = value * 256 + bytes();
    return low + (value % span);
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError("Nothing to pick from: the list is empty.");
    return item;
  };
  const characters = (count: number, alphabet: string): string =>
    Array.from({ length: count }, () => alphabet[integer(0, alphabet.length - 1)]).join("");
  return {
    integer,
    pick,
    characters,
    digits: (count) => characters(count, "0123456789"),
    chance: (probability) => integer(0, 999_999) < probability * 1_000_000,
  };
};

const byteSource = (key: string): (() => number) => {
  let block = 0;
  let buffer = Buffer.alloc(0);
  let offset = 0;
  return () => {
    if (offset === buffer.length) {
      buffer = hash("sha256", `${block}:${key}`, "buffer");
      block += 1;
      offset = 0;
    }
    const byte = buffer[offset] ?? 0;
    offset += 1;
    return byte;
  };
};
