// Asks once who it is and ends, long before anything has happened. Its exit code is its first argument.
const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const response = await fetch(`${base}/services`, { headers: { authorization: `Bearer ${key}` } });
await response.json();
console.log("I have seen enough.");
process.exitCode = Number(process.argv[2] ?? 0);
