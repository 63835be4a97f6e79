// Requests of a soak: each says which statuses it may have, and any other is a failure that ends in the report.

/** Asks a ringback at an address; bodies are objects, or text to be sent as it stands. */
export const createAsk =
  (base) =>
  async (method, path, { key, body, headers = {}, expect = [200, 201, 204], signal } = {}) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    const text = await response.text();
    if (!expect.includes(response.status))
      throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
    return response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  };
