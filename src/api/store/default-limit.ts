/** How many of a list the store answers when nobody says. */
export const defaultLimit = 20;
