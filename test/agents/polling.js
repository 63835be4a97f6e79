// Reads its inbox again and again until a code has come, then says so: the plainest agent there is.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const get = async (path) => {
  const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

const { services } = await get("/services");
const inbox = `/services/${services[0].id}/phone/messages`;
for (;;) {
  const [unread] = (await get(`${inbox}?unreadOnly=true`)).messages;
  if (unread !== undefined) {
    const { message } = await get(`${inbox}/${unread.id}`);
    console.log(`code ${/\d{4,8}/.exec(message.body)[0]}`);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 10));
}
