// Looks for missed calls every few milliseconds in the background, while it waits for a code in the foreground.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const get = async (path) => {
  const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const { services } = await get("/services");
const phone = `/services/${services[0].id}/phone`;
const done = new AbortController();
const background = (async () => {
  while (!done.signal.aborted) {
    await get(`${phone}/missed-calls?limit=1`);
    await pause(5);
  }
})();
for (;;) {
  const [unread] = (await get(`${phone}/messages?unreadOnly=true`)).messages;
  if (unread !== undefined) {
    await get(`${phone}/messages/${unread.id}`);
    break;
  }
  await pause(20);
}
done.abort();
await background;
console.log("read");
