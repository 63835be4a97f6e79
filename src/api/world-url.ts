import type { World } from "../world/world.ts";

/** The address of a world for whoever reached ringback at an origin: every address that is handed out begins with it. */
export const worldUrl = ({ name }: World, origin: string): string =>
  name === "main" ? origin : `${origin}/w/${name}`;
