/** A check that is under way: what it finds wrong. */
type Check = Promise<readonly string[]>;

const shared = globalThis as { ringbackChecks?: Check[] };

const checks = (shared.ringbackChecks ??= []);

/** Has the test that is running fail, once it is over, if a check finds something wrong. */
export const noteCheck = (check: Check): void => void checks.push(check);

/** What all checks found since this was last asked. */
export const takeFindings = async (): Promise<readonly string[]> =>
  (await Promise.all(checks.splice(0))).flat();
