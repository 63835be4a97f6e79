// An agent that signs up somewhere: it rents a number, and waits for the code as long as it takes.
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

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const { items } = await ask("GET", "/catalog/items?category=telephony&q=phone%20number&limit=1");
const { quote } = await ask("POST", "/quotes", {
  catalogItemId: items[0].id,
  quantity: 1,
  configuration: {
    countryCode: "US",
    numberType: "local",
    capabilities: ["sms", "voice"],
    initialBalanceUsd: 10,
  },
});
const { service } = await ask("POST", "/purchases", { quoteId: quote.id, idempotencyKey: "sign-up-001" });
console.log(`signing up with ${service.displayName}`);

const inbox = `/services/${service.id}/phone/messages`;
for (;;) {
  const { messages } = await ask("GET", `${inbox}?unreadOnly=true`);
  const withCode = messages.find(({ bodyPreview }) => /\d{4,8}/.test(bodyPreview));
  if (withCode) {
    const { message } = await ask("GET", `${inbox}/${withCode.id}`);
    console.log(`the code is ${/\d{4,8}/.exec(message.body)[0]}, received at ${message.receivedAt}`);
    break;
  }
  await pause(20);
}
