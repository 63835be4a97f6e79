import type { ApiName } from "../../contract/operation.ts";

/** The API whose part of the address a path lies in, known or not: it says how a refusal is written. */
export const apiOfPath = (path: string): ApiName => {
  const inWorld = path.replace(/^\/w\/[^/]*/, "");
  if (/^\/v1\/agent(?:\/|$)/.test(inWorld)) return "store";
  return /^\/(?:v[01]|credits|auth)(?:\/|$)/.test(inWorld) ? "agentphone" : "control";
};
