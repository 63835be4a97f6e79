import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith, run } from "./binary.ts";

/** An agent that knows only the store's own address. */
const agent = `
const headers = { authorization: \`Bearer \${process.env.AGENT_STORE_AGENT_API_KEY}\` };
const answer = await fetch("https://ag3n7.store/v1/agent/services", { headers });
console.log(answer.status, await answer.text());
`;

it("sends here what an agent under `exec` meant for a vendor", async () => {
  const file = join(folderWith({ "agent.mjs": agent }), "agent.mjs");
  expect(await run(["exec", "--redirect", "--", process.execPath, file])).toEqual({
    code: 0,
    stdout: '200 {"services":[]}\n',
    stderr: "",
  });
});

it("sends here what an agent under `test` meant for a vendor", async () => {
  const story =
    "version: 1\nname: Asks once\nexpect: [request.answered: { operation: store.services.list }]\n";
  const folder = folderWith({ "agent.mjs": agent, "story.yaml": story });
  expect(
    await run(["test", "story.yaml", "--redirect", "--", process.execPath, "agent.mjs"], folder),
  ).toMatchObject({
    code: 0,
    stdout: /1 passed/,
    stderr: "",
  });
});
