const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Resolves at the first signal to end. The second one ends the process at once. */
export const endSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let told = false;
    for (const [signal, exitCode] of Object.entries(exitCodes)) {
      process.on(signal, () => {
        if (told) process.exit(exitCode);
        told = true;
        resolve();
      });
    }
  });
