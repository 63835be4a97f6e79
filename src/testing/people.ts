import { RingbackError } from "../kernel/errors.ts";
import { nearestName } from "../kernel/nearest-name.ts";
import { type Person, personOf } from "./person.ts";
import type { CallWorld } from "./take-calls.ts";

/** What else there is to say of somebody who is given a telephone. */
export interface PersonOptions {
  /** Whether they have iMessage. Default: no. */
  readonly imessage?: boolean;
  /** The email address that their iMessages may come from: `person("nina@example.com")` writes from it. */
  readonly appleId?: string;
}

/** The people of a world. */
export interface People {
  /** Gives somebody a telephone, which no line will then be given. Throws `number_unavailable`, `number_protected`. */
  add(name: string, number: string, options?: PersonOptions): Promise<Person>;
  /** Everybody who was given a telephone, by a scenario too. */
  list(): Promise<readonly Person[]>;
}

/** Who there is in a world, as far as was asked. Names are known here, so that nobody need ask for each. */
export class PeopleBook implements People {
  readonly #world: CallWorld;
  #numbers = new Map<string, string>();

  constructor(world: CallWorld) {
    this.#world = world;
  }

  async add(name: string, number: string, options: PersonOptions = {}): Promise<Person> {
    const added = await this.#world.ask("control.people.add", { name, number, ...options });
    this.#numbers.set(added.name, added.number);
    return personOf(this.#world, added.number, added.name);
  }

  async list(): Promise<readonly Person[]> {
    const { people } = await this.#world.ask("control.people.list", {});
    this.#numbers = new Map(people.map(({ name, number }) => [name, number]));
    return people.map(({ name, number }) => personOf(this.#world, number, name));
  }

  /** Whoever has this number, this Apple ID or this name. Throws `not_found` for a name that nobody was given. */
  find(numberOrName: string): Person {
    const isName = /[a-z]/i.test(numberOrName) && !numberOrName.includes("@");
    if (!isName) return personOf(this.#world, numberOrName);
    return personOf(this.#world, this.numberOf(numberOrName), numberOrName);
  }

  readonly numberOf = (name: string): string => {
    const number = this.#numbers.get(name);
    if (number !== undefined) return number;
    const near = nearestName(name, this.#numbers.keys());
    const cure =
      near === undefined
        ? "people.add gives somebody a telephone, people.list asks anew who has one."
        : `Did you mean ${near}?`;
    const message = `Nobody here is called ${name}. ${cure}`;
    throw new RingbackError("not_found", message, { resource: "person", id: name });
  };
}
