declare const RINGBACK_VERSION: string;

/** This ringback's version, as its package says: the build and the tests' configuration put it here. */
export const version: string = RINGBACK_VERSION;
