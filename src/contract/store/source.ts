/** The pages on which the store documents itself. */
export const storeDocs = {
  overview: "https://ag3n7.store/docs",
  phone: "https://ag3n7.store/docs/phone-api",
} as const;
