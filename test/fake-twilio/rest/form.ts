/** Fields of a form or a query, in the order and as often as they came. */
export class Form {
  readonly entries: readonly (readonly [string, string])[];

  constructor(text: string) {
    this.entries = [...new URLSearchParams(text)];
  }

  /** The last value of a name; undefined where it was not sent. An empty one is a value. */
  get(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  all(name: string): readonly string[] {
    return this.entries.filter(([other]) => other === name).map(([, value]) => value);
  }

  integer(name: string): number | undefined {
    const text = this.get(name);
    return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
  }

  flag(name: string): boolean | undefined {
    const text = this.get(name)?.toLowerCase();
    return text === undefined ? undefined : text === "true";
  }

  /** As an object: a string, or an array where a name was repeated. */
  record(): Readonly<Record<string, string | readonly string[]>> {
    const names = [...new Set(this.entries.map(([name]) => name))];
    return Object.fromEntries(
      names.map((name) => {
        const values = this.all(name);
        return [name, values.length === 1 ? (values[0] ?? "") : values];
      }),
    );
  }
}
