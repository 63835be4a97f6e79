/** What a look at one thing has found. `warn` may be wanted so; `fail` does not work. */
export interface Finding {
  readonly about: string;
  readonly state: "ok" | "warn" | "fail" | "skipped";
  readonly says: string;
  readonly cure?: string;
}

/** It is as it should be. */
export const fine = (about: string, says: string): Finding => ({ about, state: "ok", says });

/** It works, and may still surprise. */
export const odd = (about: string, says: string, cure: string): Finding => ({
  about,
  state: "warn",
  says,
  cure,
});

/** It does not work. */
export const broken = (about: string, says: string, cure: string): Finding => ({
  about,
  state: "fail",
  says,
  cure,
});

/** It could not be looked at, or there is nothing to look at. */
export const skipped = (about: string, says: string): Finding => ({ about, state: "skipped", says });
