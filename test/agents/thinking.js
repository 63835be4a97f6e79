// Polls until a code has come, thinks about it for three real seconds, and tops up its number.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const ask = async (path, body) => {
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

const { services } = await ask("/services");
const phone = `/services/${services[0].id}/phone`;
for (;;) {
  const { messages } = await ask(`${phone}/messages?unreadOnly=true`);
  if (messages.length > 0) {
    await ask(`${phone}/messages/${messages[0].id}`);
    break;
  }
}
await new Promise((resolve) => setTimeout(resolve, 3000));
const { balance } = await ask(`${phone}/topups`, { amountUsd: 5 });
console.log(`now there are ${balance.newBalanceUsd} dollars`);
