import type { Tables } from "../../world/tables.ts";

/** Lets a hosted agent say in a call only what it is given, instead of speaking for itself. A webhook speaks as always. */
export const scriptAgent = (calls: Tables["calls"], id: string): void => {
  const { plan, phase } = calls.get(id) ?? {};
  if (plan?.["hosted"] === true && phase !== "over") calls.update(id, { plan: { ...plan, scripted: true } });
};
