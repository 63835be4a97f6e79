import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The package that carries Twilio's published description of its API, and what its tarball has to be. */
const source = {
  name: "@twilio/cli-core",
  version: "8.3.2",
  integrity:
    "sha512-qRTAZS15i/nseKHu2zZIb1BD78WFRVOWM65iC9JqjZdNpz5KQaiEI1klsLcWDi1pwXH9JG6pbFXJrIiYRJw/dw==",
  file: "package/src/services/twilio-api/twilio_api_v2010.json",
};

const cache = resolve(import.meta.dirname, "../../../.twilio-openapi");
const cached = join(cache, `twilio_api_v2010-${source.version}.json`);

/** The text of Twilio's OpenAPI document, out of the cache, or else out of the npm registry, which is asked once. */
export const fetchOpenapi = async (): Promise<string> => {
  if (!existsSync(cached)) await fetchInto(cached);
  return readFile(cached, "utf8");
};

const fetchInto = async (target: string): Promise<void> => {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "fetch-"));
  try {
    const tarball = await pack(folder);
    const integrity = `sha512-${createHash("sha512")
      .update(await readFile(tarball))
      .digest("base64")}`;
    if (integrity !== source.integrity) {
      throw new Error(
        `${source.name}@${source.version} is not what it was: its checksum is ${integrity}, and should be ${source.integrity}. Nothing was taken from it; find out why before you change that line.`,
      );
    }
    await run("tar", ["-xzf", tarball, "-C", folder, source.file]);
    await rename(join(folder, source.file), target);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const pack = async (folder: string): Promise<string> => {
  const { npm_execpath: npm } = process.env;
  const [command, ...args] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const asked = [
    "pack",
    `${source.name}@${source.version}`,
    "--pack-destination",
    folder,
    "--ignore-scripts",
  ];
  try {
    await run(command, [...args, ...asked, "--loglevel", "error"]);
  } catch (error) {
    throw new Error(
      `The fake Twilio checks its answers by the API's published description, in ${source.name}@${source.version}, which could not be fetched from the npm registry. Be online once: it is kept in .twilio-openapi/.`,
      { cause: error },
    );
  }
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  if (file === undefined) throw new Error(`npm packed nothing of ${source.name}@${source.version}.`);
  return join(folder, file);
};
