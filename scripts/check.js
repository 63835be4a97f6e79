// All that has to be green, in two lanes at once: the tests wait for processes of theirs for much of their time, and
// what only reads sources fills it. What is wrong anywhere is told; nothing stops at the first.
import { spawn } from "node:child_process";

// What writes dist/ may not do so under the tests' feet, so it follows them.
const lanes = [
  ["test", "package:lint"],
  ["format:check", "lint", "typecheck", "dead"],
];

/** Runs a script of package.json. The tests are listened to as they go; of others all is printed once they are over. */
const run = (script) =>
  new Promise((resolve) => {
    const began = performance.now();
    const live = script === "test";
    const child = spawn("npm", ["run", "--silent", script], { stdio: live ? "inherit" : "pipe" });
    const said = [];
    child.stdout?.on("data", (piece) => said.push(piece));
    child.stderr?.on("data", (piece) => said.push(piece));
    child.on("close", (code) => {
      const seconds = Math.round((performance.now() - began) / 1000);
      if (code !== 0) process.stderr.write(Buffer.concat(said));
      console.log(`${code === 0 ? "✓" : "✗"} npm run ${script}: ${seconds} s`);
      resolve(code === 0 ? [] : [script]);
    });
  });

const failed = await Promise.all(
  lanes.map(async (lane) => {
    const wrong = [];
    for (const script of lane) wrong.push(...(await run(script)));
    return wrong;
  }),
);
const red = failed.flat();
console.log(red.length === 0 ? "All is green." : `Not green: ${red.join(", ")}.`);
process.exitCode = red.length === 0 ? 0 : 1;
