// Tables of bench/RESULTS.md, from what the benches kept in `.bench/`.

const number = (value, digits = 0) => value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
const table = (head, rows) =>
  [head, head.map((_, place) => (place === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

/** Where and when a bench ran, and whether the machine had other things to do. */
export const machine = (where) => {
  const { date, ringback, commit, node, system, processor, cores, gigabytes, pinned, load } = where;
  const tree = commit === "" ? "" : ` at ${commit}`;
  const cored = pinned ? "the server on one core, the client on the other" : "server and client sharing them";
  const text = `${date}, ringback ${ringback}${tree}, Node ${node.slice(1)}, ${system}, ${cores} × ${processor || "unnamed processor"}, ${gigabytes} GB; ${cored}.`;
  if (!(load >= cores / 2)) return text;
  return `${text} **The machine was busy with other work (load ${number(load, 1)} before the bench began): only compare, and not closely.**`;
};

const titleOf = ({ name, version, package: of }) => {
  const known = { ringback: "", "node:http": "" };
  return of in known ? `**${name}**` : `${name} ${version}`;
};

const nodeOf = ({ node }) => node.replace(/^v/, "");

/** What each tool needs: to start, to sit there, and to be installed. */
export const peersNeeds = ({ results }) =>
  table(
    ["", "Node", "start ms", "idle MB", "after MB", "installed MB", "packages", "keeps posts"],
    results.map((result) => {
      const { megabytes, packages, words } = result;
      const size = packages === 0 ? ["–", "–"] : [number(megabytes, megabytes < 10 ? 1 : 0), packages];
      const about = [titleOf(result), nodeOf(result)];
      if (words !== undefined) return [...about, "did not start", "–", "–", ...size, "–"];
      const { startMs, middleStartMs, idleMegabytes, afterMegabytes, keeps } = result;
      const start = `${number(startMs)} (${number(middleStartMs)})`;
      return [...about, start, number(idleMegabytes), number(afterMegabytes), ...size, keeps ? "yes" : "no"];
    }),
  );

/** How quickly each answers, beside bare node:http under the same Node. */
export const peersSpeed = ({ results }) => {
  const bareOf = ({ node }) =>
    results.find((other) => other.package === "node:http" && other.node === node) ??
    results.find((other) => other.package === "node:http");
  const side = (result, part) => {
    const { perSecond, p99, cpuUs } = result[part];
    const bare = bareOf(result)?.[part];
    const share = bare === undefined ? "–" : number(perSecond / bare.perSecond, 2);
    return [number(perSecond), share, number(p99, 1), number(cpuUs)];
  };
  const head = ["/s", "of bare", "p99 ms", "CPU µs"];
  return table(
    ["", "Node", ...head.map((title) => `GET ${title}`), ...head.map((title) => `POST ${title}`)],
    results
      .filter(({ words }) => words === undefined)
      .map((result) => [titleOf(result), nodeOf(result), ...side(result, "get"), ...side(result, "post")]),
  );
};

/** What those said that did not start, or failed in a later round. */
export const peersWords = ({ results }) =>
  results
    .map((result) => ({ ...result, said: result.words ?? result.stopped }))
    .filter(({ said }) => said !== undefined)
    .map((result) => `- ${titleOf(result)} under Node ${nodeOf(result)}: \`${result.said}\``)
    .join("\n") || "Everybody started.";

/** Lines that a bench printed, `what: what was measured`, as a table. */
export const lines = ({ lines: printed }) =>
  table(
    ["what", "measured"],
    printed.map((line) => {
      const [, what, measured] = /^(.*?): (.*)$/.exec(line) ?? [undefined, line, ""];
      return [what, measured.replaceAll(/\bOVER\b/g, "**over**").replaceAll("|", "\\|")];
    }),
  ).replace("---:", "---");

/** Lines that a bench printed, as they are. */
export const text = ({ lines: printed }) => ["```text", ...printed, "```"].join("\n");

/** What came of a soak. */
export const soak = (result) => {
  const { minutes, acts, rate, failed, skipped, webhooks, bounds, isFlat } = result;
  const change = ([before, after], digits) => `${number(before, digits)} → ${number(after, digits)}`;
  const rows = [
    [
      "heap without code",
      `${change(result.heap, 1)} MB`,
      `${number(result.heapPerMinute, 3)} MB/min`,
      bounds.heap,
    ],
    ["compiled code", `${change(result.code, 1)} MB`, `${number(result.codePerMinute, 3)} MB/min`, "–"],
    [
      "resident, lowest",
      `${change(result.resident, 0)} MB`,
      `${number(result.residentPerMinute, 2)} MB/min`,
      bounds.resident,
    ],
    [
      "resident outside of V8's heap, lowest",
      `${change(result.outside, 0)} MB`,
      `${number(result.outsidePerMinute, 2)} MB/min`,
      "–",
    ],
    ["open files, fewest", change(result.files, 0), "", `+${bounds.files}`],
  ];
  const verdict = isFlat ? "Flat" : "**Not flat**";
  return [
    `${verdict}: ${number(minutes)} minutes, ${number(acts)} acts (${rate} a second wanted, ${number(skipped)} skipped because 60 were under way), ${number(webhooks)} webhooks, ${number(failed)} answers that should have been others. The event loop was late by ${number(result.lagP99)} ms at p99 in its worst cycle, ${number(result.lagMost)} ms at most; the server used ${number(result.cpuShare * 100)} % of its core.`,
    "",
    table(["", "first → last", "rise", "at most"], rows),
  ].join("\n");
};
