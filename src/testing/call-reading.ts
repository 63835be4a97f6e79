import type { OutputOf, Operations } from "../contract/operations.ts";

/** Something that was said in a call, or keys that were pressed. Instants are milliseconds since 1970 on the world's clock. */
export interface SpokenTurn {
  /** Whoever is at the far end of the line, or the line's own side. */
  readonly by: "person" | "agent";
  /** The words, so far as they could be heard; or the keys. */
  readonly text: string;
  readonly at: number;
  readonly until: number;
  /** They were talked over. */
  readonly interrupted?: true;
  /** Pressed and not spoken. */
  readonly digits?: true;
}

/** A call as it stands. Instants are milliseconds since 1970 on the world's clock. */
export interface CallReading {
  readonly id: string;
  /** The line that it is on. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly direction: "inbound" | "outbound" | "web";
  readonly phase: "ringing" | "talking" | "over";
  /** The vendor's word for how it stands. */
  readonly status: string;
  /** Why it ended, in the vendor's word. */
  readonly reason?: string;
  /** Who picked up at the far end. */
  readonly answeredBy?: "person" | "machine" | "screener";
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  /** The line's own side is speaking, or has its turn. */
  readonly isAgentsTurn: boolean;
  /** Its far end does only what it is told, here or by a scenario. */
  readonly isPlayed: boolean;
  readonly turns: readonly SpokenTurn[];
  /** What went wrong on the line's own side, in plain words: why it said nothing, and what of its answers was not done. */
  readonly remarks: readonly { readonly at: number; readonly why: string }[];
}

/** What became of a call that is over. */
export interface EndedCall {
  readonly status: string;
  readonly reason?: string;
  /** How long they talked: 0 where nobody answered. */
  readonly durationMs: number;
  readonly turns: readonly SpokenTurn[];
}

type ToldCall = OutputOf<Operations["control.calls.get"]>;

/** A call as the controls tell it, in the library's words. */
export const readCall = (told: ToldCall): CallReading => {
  const { callId: id, line, from, to, direction, phase, status, answeredBy, isAgentsTurn, isPlayed } = told;
  return {
    id,
    line,
    from,
    to,
    direction,
    phase,
    status,
    ...(told.disconnectionReason !== undefined && { reason: told.disconnectionReason }),
    ...(answeredBy !== undefined && { answeredBy }),
    startedAt: Date.parse(told.startedAt),
    ...(told.answeredAt !== undefined && { answeredAt: Date.parse(told.answeredAt) }),
    ...(told.endedAt !== undefined && { endedAt: Date.parse(told.endedAt) }),
    isAgentsTurn,
    isPlayed,
    turns: told.turns.map(readTurn),
    remarks: told.remarks.map(({ at, why }) => ({ at: Date.parse(at), why })),
  };
};

/** What became of a call. */
export const readEnd = ({ status, reason, answeredAt, endedAt, turns }: CallReading): EndedCall => ({
  status,
  ...(reason !== undefined && { reason }),
  durationMs: answeredAt === undefined || endedAt === undefined ? 0 : endedAt - answeredAt,
  turns,
});

const readTurn = ({ role, text, at, until, interrupted, digits }: ToldCall["turns"][number]): SpokenTurn => ({
  by: role === "user" ? "person" : "agent",
  text,
  at: Date.parse(at),
  until: Date.parse(until),
  ...(interrupted && { interrupted }),
  ...(digits && { digits }),
});
