import { RingbackError } from "../../../kernel/errors.ts";
import type { SharedLocation } from "../../../world/thread-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";

/** A place on earth, in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where people say they are. */
export class Locations {
  readonly #world: World;

  constructor({ world }: PhoneCore, _phone: AgentPhone) {
    this.#world = world;
  }

  /** Where a number last said to be. Throws `not_found` for a number that is nobody's here. */
  get(e164: string): SharedLocation {
    const { locations, people } = this.#world.tables;
    const location = locations.get(e164);
    if (location !== undefined) return location;
    if (people.get(e164)) return { id: e164, latitude: null, longitude: null, at: 0 };
    throw new RingbackError("not_found", `Nobody with the number ${e164} shares a location.`, {
      resource: "location",
      id: e164,
      says: "Location not found.",
    });
  }

  /** Somebody shares where they are; nowhere means that they no longer do. */
  share(e164: string, place: Place | undefined): SharedLocation {
    const { tables, clock } = this.#world;
    const { latitude = null, longitude = null } = place ?? {};
    tables.locations.remove(e164);
    const shared = tables.locations.insert({ id: e164, latitude, longitude, at: clock.now() });
    this.#world.announce("location.shared", {
      number: e164,
      ...(place !== undefined && { latitude: String(place.latitude), longitude: String(place.longitude) }),
    });
    return shared;
  }

  /** Everybody who shares a place says anew that they are there. */
  refresh(): void {
    const { tables, clock } = this.#world;
    for (const { id, latitude } of tables.locations.all()) {
      if (latitude !== null) tables.locations.update(id, { at: clock.now() });
    }
  }
}
