/** How many of a list AgentPhone answers where nobody says. */
export const usualPage = 20;
