import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { createRingback, type Ringback } from "../../src/runtime/create-ringback.ts";
import { ringbackHere } from "../support/command-here.ts";
import { buildOnce, CommandLine } from "../support/command-line.ts";

beforeAll(buildOnce, 120_000);

const fileInFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-record-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "story.yaml");
};

const start = async (): Promise<Ringback> => {
  const ringback = await createRingback({ port: 0 });
  onTestFinished(() => ringback.close());
  await control(ringback, "lines", { provider: "store", country: "US", number: "+12125550186" });
  return ringback;
};

const control = async ({ url }: Ringback, path: string, body: object): Promise<void> => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/_ringback/${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  expect(await response.text()).not.toContain('"error"');
  expect(response.status).toBe(201);
};

const text = (ringback: Ringback, body: string): Promise<void> =>
  control(ringback, "people/text", { from: "+14155550177", to: "+12125550186", body });

it("records from now on until Ctrl-C, and says what was replaced without the originals", async () => {
  const ringback = await start();
  await text(ringback, "Before anybody listened.");
  const file = fileInFolder();
  await using recording = new CommandLine(["record", "--out", file, "--url", ringback.url]);
  await recording.errorLine(/^Recording\. Ctrl-C ends it/);
  await text(ringback, "I am Nina, write to nina@flint.example or +1 (415) 555-0177.");
  recording.signal("SIGINT");
  const { code, stdout } = await recording.ended();
  expect(code).toBe(0);
  const written = readFileSync(file, "utf8");
  expect(written).toContain('- sms: { from: ann, to: inbox, body: "I am Ann, write to ');
  expect(written).not.toMatch(/nina|flint|5550177|listened/i);
  expect(stdout).toMatch(/: 2 events, 1 conversation\.\n/);
  expect(stdout).toContain("Replaced: numbers 2, names 1, email addresses 1.");
  expect(stdout).not.toMatch(/nina|flint|5550177/i);
  expect(readdirSync(dirname(file))).toEqual(["story.yaml"]);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect((await ringbackHere(["validate", file])).code).toBe(0);
});

it("writes what it heard when ringback goes away", async () => {
  const ringback = await start();
  const file = fileInFolder();
  await using recording = new CommandLine(["record", "--out", file, "--from-start", "--url", ringback.url]);
  await text(ringback, "See you.");
  await recording.errorLine(/^Recording/);
  await ringback.close();
  expect(await recording.ended()).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("ringback, or this world of it, is gone") as string,
  });
  expect(readFileSync(file, "utf8")).toContain("lines:\n  inbox: ");
});

it("never replaces a file without being told to", async () => {
  const { url } = await start();
  const file = fileInFolder();
  writeFileSync(file, "mine");
  const args = ["record", "--out", file, "--for", "0s", "--url", url];
  const refused = await ringbackHere(args);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    `${file} is there already. Name another file, or say --force to replace it.`,
  );
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect((await ringbackHere([...args, "--force"])).code).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("name: A recorded session");
});

it("needs a file to write and a ringback to listen to", async () => {
  expect((await ringbackHere(["record"])).stderr).toContain("This needs --out FILE");
  const file = fileInFolder();
  const nowhere = await ringbackHere(["record", "--out", file, "--url", "http://127.0.0.1:9"]);
  expect(nowhere.code).not.toBe(0);
  expect(nowhere.stderr).toContain("Start one with: ringback start");
  const lost = await ringbackHere(["record", "--out", join(dirname(file), "none/story.yaml")]);
  expect(lost.stderr).toContain("There is no folder for ");
  const nonsense = await ringbackHere(["record", "--out", file, "--for", "ever"]);
  expect(nonsense.stderr).toContain("--for is a length of time");
});

it("says what it wrote as JSON for programs", async () => {
  const ringback = await start();
  await text(ringback, "Your code is 482913");
  const file = fileInFolder();
  const args = ["record", "--out", file, "--from-start", "--for", "0s", "--json", "--url", ringback.url];
  const { stdout } = await ringbackHere(args);
  expect(JSON.parse(stdout)).toMatchObject({
    file,
    conversations: 1,
    replaced: { "codes and digits": 1, numbers: 2 },
  });
  expect(readFileSync(file, "utf8")).toMatch(
    /otp: \{ from: ann, to: inbox, code: \d{6}, text: "Your code is \$\{code\}" \}/,
  );
});
