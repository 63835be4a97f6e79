import { readdirSync, readFileSync } from "node:fs";

/**
 * Looks at a process and all it has started, and says whether any of them is at work: runs, waits for its turn to run,
 * or has run since the last look. Only Linux tells; elsewhere nobody is ever busy.
 */
export const watchGroup = (leader: number): (() => boolean) => {
  let before = "";
  return () => {
    const members = process.platform === "linux" ? membersOf(leader) : [];
    const used = members.map(({ id, time }) => `${id}:${time}`).join();
    const hasRun = used !== before;
    before = used;
    return hasRun || members.some(({ id }) => wantsToRun(id));
  };
};

interface Member {
  readonly id: string;
  /** The processor time it has had, in ticks of the system. */
  readonly time: number;
}

const membersOf = (leader: number): Member[] =>
  list("/proc").flatMap((id) => {
    if (!/^\d+$/.test(id)) return [];
    // The name stands in brackets and may hold anything; what counts stands behind it.
    const fields = read(`/proc/${id}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ");
    const [, , group, ...rest] = fields;
    if (group !== String(leader)) return [];
    return [{ id, time: Number(rest[8] ?? 0) + Number(rest[9] ?? 0) }];
  });

/** Whether one of its threads runs, or waits for a processor or a disk. */
const wantsToRun = (id: string): boolean =>
  list(`/proc/${id}/task`).some((task) => /\) [RD] /.test(read(`/proc/${id}/task/${task}/stat`)));

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
