// Says whether this tree may be released, and what is in the way: `npm run release:check`. With `--quick` everything
// but `npm run check` itself is looked at.
import { bases } from "./release/bases.js";
import { changelog } from "./release/changelog.js";
import { decisions } from "./release/decisions.js";
import { fullCheck } from "./release/full-check.js";
import { licence } from "./release/licence.js";
import { links } from "./release/links.js";
import { lockFile } from "./release/lock-file.js";
import { openTree } from "./release/open-tree.js";
import { packageContents } from "./release/package-contents.js";
import { traces } from "./release/traces.js";
import { version } from "./release/version.js";
import { workTree } from "./release/work-tree.js";

// The one that takes minutes comes last.
const checks = [
  workTree,
  version,
  changelog,
  lockFile,
  traces,
  licence,
  bases,
  decisions,
  links,
  packageContents,
  fullCheck,
];

const flags = process.argv.slice(2);
const odd = flags.find((flag) => flag !== "--quick");
if (odd !== undefined) {
  console.error(`release:check has no ${odd}. It takes --quick, which leaves \`npm run check\` out.`);
  process.exit(2);
}

const tree = openTree(process.cwd());
let inTheWay = 0;
for (const { name, long = false, find } of checks) {
  if (long && flags.includes("--quick")) {
    console.log(`- ${name}: left out. Run it without --quick before you release.`);
    continue;
  }
  const found = await find(tree);
  inTheWay += found.length;
  console.log(`${found.length === 0 ? "✓" : "✗"} ${name}`);
  for (const sentence of found) console.log(`  ${sentence}`);
}
const { name = "This package", version: number } = tree.manifest;
if (inTheWay > 0) console.log(`\n${name} ${number} may not be released yet: ${inTheWay} in the way.`);
else console.log(`\n${name} ${number} may be released: git tag v${number}, and npm publish.`);
process.exitCode = inTheWay > 0 ? 1 : 0;
