import type { Template } from "./template.ts";

/** An agent that passes the first scenario, to be replaced by the user's own. */
export const exampleAgent: Template = {
  file: "scenarios/example-agent.mjs",
  summary: "an agent to try it with, in plain fetch; yours takes its place",
  suits: () => true,
  content:
    () => `// Waits for a text with a code on its number, and reads it. It knows nothing of ringback: these two variables are
// the store's own, so it runs against the real store unchanged.
import { scheduler } from "node:timers/promises";

const { AGENT_STORE_API_BASE_URL: base, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const ask = async (path) => {
  const response = await fetch(\`\${base}\${path}\`, { headers: { authorization: \`Bearer \${key}\` } });
  if (!response.ok) throw new Error(\`\${path} answered \${response.status}: \${await response.text()}\`);
  return response.json();
};

const { services } = await ask("/services");
const phone = \`/services/\${services[0].id}/phone\`;

// Asks again until there is a text. Asking is what moves the world's time on.
for (let tries = 0; tries < 40; tries += 1) {
  const { messages } = await ask(\`\${phone}/messages?unreadOnly=true\`);
  if (messages.length > 0) {
    const { message } = await ask(\`\${phone}/messages/\${messages[0].id}\`);
    console.log(\`The code is \${/\\d{4,8}/.exec(message.body)?.[0]}.\`);
    process.exit(0);
  }
  await scheduler.wait(100);
}
throw new Error("No text came.");
`,
};
