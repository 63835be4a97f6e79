import { nearestName } from "../../../kernel/nearest-name.ts";
import { type SwitchName, switches } from "./switches.ts";

/** Variables by their names, as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

const prefix = /^RINGBACK_REAL_?/;

/**
 * Reads switches and gathers everything that is wrong with them. What was said is never repeated: it may be a secret that
 * went into the wrong variable.
 */
export class SwitchReader {
  readonly problems: string[] = [];
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  wrong(problem: string): void {
    this.problems.push(problem);
  }

  /** What was said, without blanks around it; an empty value is none. */
  text(name: SwitchName): string | undefined {
    return this.#variables[name]?.trim() || undefined;
  }

  /** `1` or `0`. Whatever else was said is wrong, and then it is as usual. */
  isOn(name: SwitchName, usually: boolean): boolean {
    const said = this.text(name);
    if (said === "1" || said === "0") return said === "1";
    if (said !== undefined)
      this.wrong(`${name} is 1 or 0, and something else was said. Write one of the two.`);
    return usually;
  }

  /** A whole number between two bounds, both allowed. */
  whole(name: SwitchName, usual: number, least: number, most: number): number {
    const said = this.text(name);
    if (said === undefined) return usual;
    const whole = Number(said);
    if (/^\d{1,9}$/.test(said) && whole >= least && whole <= most) return whole;
    this.wrong(`${name} is a whole number from ${least} to ${most}. Leave it out for ${usual}.`);
    return usual;
  }

  /** Dollars as millionths of one. */
  dollars(name: SwitchName, usual: number, most: number): number {
    const said = this.text(name);
    if (said === undefined) return usual;
    const [, whole, part = ""] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(said) ?? [];
    const millionths = Number(whole) * 1_000_000 + Number(part.padEnd(6, "0"));
    if (whole !== undefined && millionths <= most) return millionths;
    this.wrong(
      `${name} is an amount of US dollars such as 1.00, ${most / 1_000_000} at most, without a sign or a currency.`,
    );
    return usual;
  }

  /** What stands between commas. */
  list(name: SwitchName): readonly string[] {
    const parts = this.text(name)?.split(",") ?? [];
    return parts.map((part) => part.trim()).filter((part) => part !== "");
  }

  /** Says which variables look like switches and are none: a rail that was misspelt would not be there. */
  refuseUnknown(): void {
    const known = switches
      .filter(({ name }) => prefix.test(name))
      .map(({ name }) => name.replace(prefix, ""));
    for (const [name, value] of Object.entries(this.#variables)) {
      const rest = name.replace(prefix, "");
      if (value === undefined || rest === name || known.some((one) => one === rest)) continue;
      const nearest = nearestName(rest, known);
      const cure =
        nearest === undefined
          ? "docs/real-carrier.md lists them. Take it away."
          : `Did you mean RINGBACK_REAL_${nearest}?`;
      this.wrong(`There is no switch ${name}. ${cure}`);
    }
  }
}
