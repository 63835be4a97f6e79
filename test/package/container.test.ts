import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { buildOnce, CommandLine } from "../support/command-line.ts";

beforeAll(buildOnce, 120_000);

const root = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** The Containerfile's instructions. No engine builds it here: these tests hold what it takes for granted. */
const instructions = read("Containerfile")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => /^(\w+) (.*)$/.exec(line)?.slice(1) ?? []);

const saying = (name: string): readonly string[] =>
  instructions.filter(([said]) => said === name).map(([, what = ""]) => what);

describe("the Containerfile", () => {
  it("copies only what npm run build:binary writes, and the ignore file lets through", async () => {
    const asked = `import { targetOf } from "./scripts/binary/targets.js"; console.log(targetOf("linux-x64").result);`;
    const node = [process.execPath, ["--input-type=module", "--eval", asked], { cwd: root }] as const;
    const binary = (await promisify(execFile)(...node)).stdout.trim();
    expect(saying("ARG")).toEqual([`BINARY=release/${binary}`]);
    const copied = saying("COPY").flatMap((line) =>
      line
        .split(" ")
        .filter((word) => !word.startsWith("--"))
        .slice(0, -1),
    );
    expect(copied).toEqual(["${BINARY}", "LICENSE", "release/third-party-notices.txt"]);
    expect(read("scripts/build-binary.js")).toContain('"third-party-notices.txt"');
    expect(read("LICENSE")).toContain("MIT");
    const letThrough = read(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"));
    expect(letThrough).toEqual(["!LICENSE", "!release/third-party-notices.txt", "!release/ringback-linux-*"]);
  });

  it("starts a ringback that others reach by its name, and whose controls ask for a token", async () => {
    const words = JSON.parse(saying("CMD")[0] ?? "") as string[];
    await using server = new CommandLine([...words, "--port", "0", "--json"], {
      RINGBACK_CONTROL_TOKEN: "secret",
    });
    const { url } = JSON.parse(await server.line()) as { url: string };
    const { port } = new URL(url);
    const ask = (host: string, headers = {}): Promise<number> =>
      new Promise((done, failed) => {
        const options = { port, path: "/_ringback/clock", headers: { host, ...headers } };
        request(options, (response) => done(response.resume().statusCode ?? 0))
          .on("error", failed)
          .end();
      });
    const token = { authorization: "Bearer secret" };
    expect(await ask(`ringback:${port}`, token)).toBe(200);
    expect(await ask("localhost:8080", token)).toBe(200);
    expect(await ask(`ringback:${port}`)).toBe(401);
    expect(await ask("elsewhere.example", token)).toBe(403);
    server.signal("SIGTERM");
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
  });
});
