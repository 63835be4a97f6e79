/** What of a project decides what suits it. */
export interface Project {
  /** Whether it has a package.json. */
  readonly hasPackage: boolean;
  /** Whether its package.json asks for ringback. */
  readonly hasRingback: boolean;
  /** Whether its package.json asks for vitest. */
  readonly hasVitest: boolean;
}

/** A file that `init` writes. */
export interface Template {
  /** Its path in the project, with `/`. */
  readonly file: string;
  /** What it is, to follow its name. */
  readonly summary: string;
  readonly executable?: true;
  readonly suits: (project: Project) => boolean;
  readonly content: (project: Project) => string;
}
