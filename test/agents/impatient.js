// Asks its inbox twenty times whether a code has come, and gives up.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const get = async (path) => {
  const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

const { services } = await get("/services");
for (let asked = 0; asked < 20; asked += 1) {
  const { messages } = await get(`/services/${services[0].id}/phone/messages`);
  if (messages.length > 0) break;
}
