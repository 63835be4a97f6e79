// One request that has to go well.

/** Answers the text of a 2xx; anything else is an error that quotes it. */
export const ask = async (url, { method = "GET", headers = {}, body = "" } = {}) => {
  const response = await fetch(url, { method, headers, ...(body !== "" && { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
};
