import type { Call } from "../../world/call-entities.ts";

/** Who plays the far end of a call by the controls, and so needs time to think; nobody where a scenario or the network does. */
export const playerOf = (call: Call | undefined): string | undefined =>
  call?.takenBy === "control" ? call.id : undefined;
