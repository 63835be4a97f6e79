// Packs the package as npm does and has it judged by those who know: publint, and arethetypeswrong for its types. Says
// nothing when both are content.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "ringback-package-"));

// There is no CommonJS form: `import()` serves who has not come to modules yet (decisions/0028). Its look for
// types in the registry is off.
const judges = [
  { name: "publint", script: "publint/src/cli.js", flags: ["--strict"] },
  {
    name: "arethetypeswrong",
    script: "@arethetypeswrong/cli/dist/index.js",
    flags: ["--profile", "esm-only", "--no-definitely-typed", "--format", "ascii"],
  },
];

try {
  const packing = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  const file = execFileSync("npm", packing, { cwd: root, encoding: "utf8" }).trim();
  for (const { name, script, flags } of judges) {
    const asked = [join(root, "node_modules", script), join(folder, file), ...flags];
    const { status, stdout, stderr } = spawnSync(process.execPath, asked, { cwd: folder, encoding: "utf8" });
    if (status === 0) continue;
    process.stderr.write(`${name} has something against the package:\n${stdout}${stderr}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
