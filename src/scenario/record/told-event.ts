/** An event as the controls of a running ringback tell it. */
export interface ToldEvent {
  readonly seq: number;
  /** The world's time, ISO 8601. */
  readonly at: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A line that was there when the recording began. */
export interface KnownLine {
  readonly provider: string;
  readonly country: string;
  /** `local`, `mobile` or `national`; at AgentPhone `sms` or `imessage`. */
  readonly type: string;
  /** The agent of AgentPhone that it is attached to. */
  readonly agent?: string | undefined;
}

/** What happened in a session, in order, and what was there already. */
export interface Session {
  readonly events: readonly ToldEvent[];
  /** What happened before the recording began, as far as it is known. */
  readonly before?: readonly ToldEvent[];
  /** Lines by their numbers. */
  readonly lines: Readonly<Record<string, KnownLine>>;
  /** People by their names. */
  readonly people: Readonly<Record<string, { readonly number: string }>>;
}

/** A field of an event as text, or nothing where it has none. */
export const textOf = (event: ToldEvent, field: string): string => {
  const value = event[field];
  return typeof value === "string" ? value : "";
};
