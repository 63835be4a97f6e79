const living = new Set<number>();
let watched = false;

/** Remembers a process and all it starts, so that none outlives this process. */
export const rememberGroup = (pid: number): void => {
  living.add(pid);
  if (watched) return;
  watched = true;
  process.on("exit", () => {
    for (const leader of living) signalGroup(leader, "SIGKILL");
  });
};

/** Lets a group go that has ended. */
export const forgetGroup = (pid: number): void => void living.delete(pid);

/** Sends a signal to a process that leads a group and to all in it. False when none of them is left. */
export const signalGroup = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    // Windows has no groups of processes.
    process.kill(process.platform === "win32" ? pid : -pid, signal);
    return true;
  } catch {
    return false;
  }
};
