import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./binary.ts";

const build = (...args: readonly string[]): Promise<string> =>
  new Promise((done) => {
    execFile(process.execPath, [join(root, "scripts/build-binary.js"), ...args], (_error, _stdout, stderr) =>
      done(stderr),
    );
  });

it("builds for no machine that it does not know, and says which it knows", async () => {
  expect(await build("--target", "linux-x64", "--target", "beos")).toBe(
    "There is no target beos. The targets are linux-x64, linux-arm64, macos-x64, macos-arm64, win-x64, and all.\n",
  );
  expect(await build("linux-arm64")).toContain("npm run build:binary -- --target linux-arm64.");
});
