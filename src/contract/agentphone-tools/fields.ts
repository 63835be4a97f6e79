import * as z from "zod";

/** Text, with a word on what it is for. The operations behind the tools bound its length. */
export const text = (about: string) => z.string().describe(about);

/** Text that need not be there. */
export const someText = (about: string) => z.string().optional().describe(about);

/** How many of a list to answer. */
export const limit = (usual: number, most = 100) =>
  z.number().min(1).max(most).default(usual).describe("How many to answer at most");

/** How many of a list to leave out. */
export const offset = () => z.number().min(0).default(0).describe("How many to leave out first");

/** A web address. */
export const address = () => z.string().url();
