// Lives behind a webhook: whoever texts is called back, hears a sentence or two, and gets a text when nobody answers.
import { createServer } from "node:http";

const { AGENTPHONE_BASE_URL: base, AGENTPHONE_API_KEY: key, PORT, AGENT_URL } = process.env;

const tell = async (path, body) => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
};

const turn = (said) =>
  /code/i.test(said)
    ? { text: "Thank you, that is right. Goodbye!", hangup: true }
    : { text: "Please tell me the code, or press it." };

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { event, channel, agentId, data } = JSON.parse(Buffer.concat(chunks).toString());
  if (event === "agent.message" && channel === "voice") {
    response.setHeader("content-type", "application/json");
    return response.end(JSON.stringify(turn(data.transcript)));
  }
  if (event === "agent.message" && /thanks/i.test(data.message)) {
    await tell("/v1/messages", { agent_id: agentId, to_number: data.from, body: "You are welcome." });
  } else if (event === "agent.message") {
    await tell("/v1/calls", {
      agentId,
      toNumber: data.from,
      initialGreeting: "Hello, you asked me to call.",
    });
  }
  if (event === "agent.call_ended" && data.status !== "completed") {
    await tell("/v1/messages", { agent_id: agentId, to_number: data.to, body: "I could not reach you." });
  }
  response.end();
}).listen(Number(PORT), "127.0.0.1", () => void tell("/v1/webhooks", { url: `${AGENT_URL}/hook` }));
