// Tries again after a 503 as the vendors' clients do: twice, after 1.0 and after 1.9 real seconds.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const get = async (path) => {
  for (const pause of [1000, 1900, undefined]) {
    const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}` } });
    if (response.ok) return response.json();
    if (response.status < 500 || pause === undefined) throw new Error(`${path}: ${response.status}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
};

const { services } = await get("/services");
const inbox = `/services/${services[0].id}/phone/messages`;
const { messages } = await get(`${inbox}?unreadOnly=true`);
const { message } = await get(`${inbox}/${messages[0].id}`);
console.log(`code ${/\d{4,8}/.exec(message.body)[0]}`);
