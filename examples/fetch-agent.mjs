// A small agent in plain fetch: it rents a number, waits for a code to be texted to it, and looks who called.
// It reads the store's own variables, so it runs against the real store or against ringback unchanged.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const ask = async (method, path, body) => {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${answer.error.message}`);
  return answer;
};

// Asks again until there is something, as agents do.
const waitFor = async (path, found) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = found(await ask("GET", path))[0];
    if (first) return first;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing came of ${path}.`);
};

const { items } = await ask("GET", "/catalog/items?category=telephony&q=phone%20number&limit=1");
const { quote } = await ask("POST", "/quotes", {
  catalogItemId: items[0].id,
  quantity: 1,
  configuration: {
    countryCode: "US",
    numberType: "local",
    capabilities: ["sms", "voice"],
    locality: "new-york",
    initialBalanceUsd: 10,
  },
});
const { service } = await ask("POST", "/purchases", { quoteId: quote.id, idempotencyKey: "my-first-number" });
console.log(`rented ${service.displayName}`);

const phone = `/services/${service.id}/phone`;
const unread = await waitFor(`${phone}/messages?unreadOnly=true`, ({ messages }) => messages);
const { message } = await ask("GET", `${phone}/messages/${unread.id}`);
console.log(`code ${/\d{4,8}/.exec(message.body)[0]} from ${message.from}`);

const call = await waitFor(`${phone}/missed-calls?limit=1`, ({ calls }) => calls);
console.log(`missed a call from ${call.from} at ${call.startedAt}`);
