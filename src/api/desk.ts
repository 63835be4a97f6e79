import type { CarrierDesk } from "./carrier-desk.ts";
import type { RunningWorlds } from "./running-world.ts";
import type { ScenarioDesk } from "./scenario-desk.ts";

/** What every request needs to be answered. */
export interface Desk {
  readonly worlds: RunningWorlds;
  readonly scenarios: ScenarioDesk;
  /** The real carrier behind the world main, if there is one. */
  readonly carrier?: CarrierDesk | undefined;
  /** Accept only keys that ringback minted. */
  readonly strictKeys: boolean;
  /** What the controls ask for as a bearer token, if they ask for any. */
  readonly controlToken?: string | undefined;
  /** Told of every exception that is ringback's own fault. */
  readonly onBug: (operation: string, error: unknown) => void;
}
