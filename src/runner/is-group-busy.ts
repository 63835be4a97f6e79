import { readdirSync, readFileSync } from "node:fs";

/**
 * Looks at a process and all it has started, and says whether any of them is at work: runs, waits for its turn to run,
 * has run since the last look, or has just ended. Only Linux tells; elsewhere nobody is ever busy.
 */
export const watchGroup = (leader: number): (() => boolean) => {
  let before = "";
  return () => {
    const threads = process.platform === "linux" ? threadsOf(leader) : [];
    const used = threads.map(({ path, time }) => `${path}:${time}`).join();
    const hasRun = used !== before;
    before = used;
    // What its own children left behind may lie there for ever: only the first process is ours to take note of.
    const hasEnded = fieldsOf(`/proc/${leader}`)[0] === "Z";
    return hasRun || hasEnded || threads.some(({ wantsToRun }) => wantsToRun);
  };
};

interface Thread {
  readonly path: string;
  /** The processor time it has had: nanoseconds where the system counts those, else ticks. */
  readonly time: string;
  /** It runs, or waits for a processor or a disk. */
  readonly wantsToRun: boolean;
}

const threadsOf = (leader: number): Thread[] =>
  membersOf(leader).flatMap((id) =>
    list(`/proc/${id}/task`).map((task) => readThread(`/proc/${id}/task/${task}`)),
  );

const membersOf = (leader: number): string[] =>
  list("/proc").filter((id) => /^\d+$/.test(id) && fieldsOf(`/proc/${id}`)[2] === String(leader));

const readThread = (path: string): Thread => {
  const fields = fieldsOf(path);
  const [nanoseconds] = read(`${path}/schedstat`).split(" ", 1);
  const time = nanoseconds || `${fields[11]} ${fields[12]}`;
  return { path, time, wantsToRun: /^[RD]$/.test(fields[0] ?? "") };
};

/** What the system tells of a process or a thread, from its state on. Its name, which stands before, may hold anything. */
const fieldsOf = (path: string): readonly string[] =>
  read(`${path}/stat`)
    .replace(/^.*\) /s, "")
    .split(" ");

// A process may end between the look at the list and the look at itself.
const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
};

const list = (path: string): readonly string[] => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};
