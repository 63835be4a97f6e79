/** The names of all events, for completion. */
export const eventOffers = async (): Promise<readonly string[]> => {
  const { events } = await import("../contract/events.ts");
  return Object.keys(events);
};
