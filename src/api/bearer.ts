/** The token of an `Authorization: Bearer …` header, or undefined when there is none. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];

/** Whether a token has the form of the store's keys: `ask_live_<id>.<secret>`. */
export const isStoreKey = (token: string): boolean =>
  /^ask_(?:live|test)_[A-Za-z0-9]+\.[A-Za-z0-9]+$/.test(token);

/** Whether a token has the form of AgentPhone's: `sk_live_<random>`, or a session of its dashboard. */
export const isPhoneKey = (token: string): boolean =>
  /^sk_(?:live|test)_\w{4,}$/.test(token) || /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

/** The world that a key minted by ringback names. Keys from elsewhere name none, or by chance one that does not exist. */
export const worldOfKey = (token: string): string | undefined =>
  (/^ask_(?:live|test)_([a-z0-9]{1,32})[A-Z][A-Z0-9]{7}\./.exec(token) ??
    /^sk_(?:live|test)_([a-z0-9]{1,32})_[A-Za-z0-9]+$/.exec(token))?.[1];
