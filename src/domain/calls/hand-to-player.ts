import type { Tables } from "../../world/tables.ts";
import { scriptAgent } from "./script-agent.ts";

/** Gives the controls a call that a line places to somebody whom they play. A scenario that took it before keeps it. */
export const handToPlayer = ({ calls, manners }: Tables, id: string, to: string): void => {
  const { played } = manners.get(to) ?? {};
  if (played === undefined || calls.get(id)?.takenBy !== undefined) return;
  calls.update(id, { takenBy: "control" });
  if (played === "both") scriptAgent(calls, id);
};
