// Tries to read the mailbox of its world, to hear its events and to move its clock, and says what it was answered.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;
const { RINGBACK_URL, RINGBACK_CONTROL_TOKEN } = process.env;
const { origin } = new URL(base);

const text = { from: "+14155550123", to: "+12125550186", body: "hello" };
const call = { name: "clock_advance", arguments: { by: "1h" } };

/** @type {{ method: string, path: string, body?: object }[]} */
const attempts = [
  { method: "GET", path: "/_ringback/events" },
  { method: "GET", path: "/_ringback/events/stream" },
  { method: "GET", path: "/_ringback/state" },
  { method: "GET", path: "/_ringback/requests" },
  { method: "GET", path: "/_ringback/wait?type=message.received" },
  { method: "POST", path: "/_ringback/clock/advance", body: { by: "1h" } },
  { method: "POST", path: "/_ringback/clock/next", body: {} },
  { method: "POST", path: "/_ringback/people/text", body: text },
  {
    method: "POST",
    path: "/mcp/control",
    body: { jsonrpc: "2.0", id: 1, method: "tools/call", params: call },
  },
];

console.log(`told of the controls: ${RINGBACK_URL !== undefined || RINGBACK_CONTROL_TOKEN !== undefined}`);
for (const { method, path, body } of attempts) {
  for (const authorization of ["", `Bearer ${key}`, "Bearer guess"]) {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(authorization !== "" && { authorization }),
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    console.log(`${response.status} ${method} ${path}`);
    await response.body?.cancel();
  }
}
