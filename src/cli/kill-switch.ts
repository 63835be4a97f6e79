/** What stops a real carrier by a signal. */
export interface KillSwitch {
  /** Says what to stop. A signal that came before takes effect now. */
  readonly arm: (stop: () => Promise<void>) => void;
}

/** Listens for SIGUSR2 from now on, which without a listener would end the process and leave calls alive. */
export const killSwitch = (): KillSwitch => {
  let stop: (() => Promise<void>) | undefined;
  let pulled = false;
  process.on("SIGUSR2", () => {
    pulled = true;
    void stop?.();
  });
  return {
    arm: (next) => {
      stop = next;
      if (pulled) void stop();
    },
  };
};
