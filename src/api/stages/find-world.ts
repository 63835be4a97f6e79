import { RingbackError } from "../../kernel/errors.ts";
import { bearerToken, worldOfKey } from "../bearer.ts";
import type { Call } from "../call.ts";
import type { Desk } from "../desk.ts";
import type { RunningWorld } from "../running-world.ts";

/** What of a request says which world it is about. */
export type WorldClue = Pick<Call, "worldName" | "authorization">;

/** The world a request is about: the one its path names, else the one its key names, else main. */
export const findWorld = (
  desk: Desk,
  call: WorldClue,
): { running: RunningWorld } | { error: RingbackError } => {
  const name = call.worldName ?? nameByKey(desk, call) ?? "main";
  const running = desk.worlds.find(name);
  if (running !== undefined) return { running };
  const message = `There is no world ${name}. POST /_ringback/worlds makes one.`;
  return { error: new RingbackError("not_found", message, { resource: "world", id: name }) };
};

const nameByKey = (desk: Desk, call: WorldClue): string | undefined => {
  const name = worldOfKey(bearerToken(call.authorization) ?? "");
  return name !== undefined && desk.worlds.find(name) !== undefined ? name : undefined;
};
