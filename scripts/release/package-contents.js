import { spawnSync } from "node:child_process";

/** What goes along beside the folders below. */
const singles = ["package.json", "README.md", "LICENSE", "CHANGELOG.md"];
const folders = ["bin", "dist", "docs", "examples", "scenarios", "schema"];
/** What nobody could use the package without. */
const needed = [
  "bin/ringback.js",
  "dist/cli.js",
  "dist/index.js",
  "dist/preload.js",
  "dist/third-party-notices.txt",
  "dist/types/index.d.ts",
  "dist/types/testing/vitest.d.ts",
  "dist/vitest.js",
  "docs/emulated.md",
  "schema/scenario.schema.json",
];
const unwanted =
  /\.test\.|\.tgz$|\.map$|\.tsbuildinfo$|\.journal\.jsonl$|(^|\/)\.(?!github)|(^|\/)(node_modules|__pycache__)\//;
/** Megabytes, packed and on a user's disk. */
const limits = { size: 2.5, unpackedSize: 10 };

/** The package holds what users need and nothing else. */
export const packageContents = {
  name: "the package holds what it should",
  find: ({ folder }) => {
    const { packed, why } = pack(folder);
    if (packed === undefined) return [`npm cannot pack it: ${why} Try npm pack --dry-run.`];
    const paths = packed.files.map(({ path }) => path);
    return [
      ...needed
        .filter((path) => !paths.includes(path))
        .map(
          (path) =>
            `The package has no ${path}. Build it with npm run build, or add it to \`files\` in package.json.`,
        ),
      ...paths
        .filter((path) => unwanted.test(path) || !belongs(path))
        .map(
          (path) =>
            `The package has ${path}, which no user needs. Leave it out of \`files\` in package.json.`,
        ),
      ...Object.entries(limits).flatMap(([key, most]) => {
        const megabytes = packed[key] / 1e6;
        if (megabytes <= most) return [];
        const which = key === "size" ? "packed" : "unpacked";
        return [
          `The package is ${megabytes.toFixed(1)} MB ${which}; ${most} is the bound. Look for what is big: npm pack --dry-run`,
        ];
      }),
    ];
  },
};

const belongs = (path) => singles.includes(path) || folders.some((folder) => path.startsWith(`${folder}/`));

// As it lies there: building it anew is what `npm run check` does.
const pack = (cwd) => {
  const asked = ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel", "error"];
  const { stdout, stderr, status } = spawnSync("npm", asked, { cwd, encoding: "utf8", maxBuffer: 64e6 });
  if (status === 0) return { packed: JSON.parse(stdout)[0] };
  const said = stderr.split("\n").find((line) => /^npm error (?!code)/.test(line)) ?? "it does not say why";
  return { why: `${said.replace("npm error ", "").replace(/\.$/, "")}.` };
};
