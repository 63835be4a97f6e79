import { spawnSync } from "node:child_process";

/** Format, lint, types, every test, dead code and the package's form. The tests hold generated pages and the schema against the sources. */
export const fullCheck = {
  name: "npm run check is green",
  long: true,
  find: ({ folder }) =>
    spawnSync("npm", ["run", "check"], { cwd: folder, stdio: "inherit" }).status === 0
      ? []
      : ["npm run check is not green. What it says above is to be mended first."],
};
