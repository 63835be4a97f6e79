import type { Tables, World } from "../run-rows.ts";

/** How a call stands, as its scenario sees it. */
export interface CallNow {
  readonly phase: "ringing" | "talking" | "over";
  readonly isInbound: boolean;
  /** Its agent is hosted: nobody's webhook speaks for it. */
  readonly isHosted: boolean;
  readonly wasAnswered: boolean;
  /** How long whoever is called lets it ring, in milliseconds; none where the story has let it ring already. */
  readonly patience: number | undefined;
  /** Its line's own side is speaking, or has its turn. */
  readonly isAgentsTurn: boolean;
  /** A hosted agent has its turn, or may take it when its far end has nothing to say. */
  readonly mayAgentSpeak: "now" | "when quiet" | "later";
  /** A hosted agent has its turn, and no other list of the scenario is left that could say what it does with it. */
  readonly lacksLine: boolean;
  /** What the line's own side said or pressed and nobody has listened to yet. */
  readonly unheard: readonly Said[];
  /** Why it ended, where it has. */
  readonly reason: string;
  /** What went wrong on the line's own side since somebody last spoke, as a sentence that follows another, or nothing. */
  readonly remark: string;
  /** The far end has ended it, and with that whoever plays it. */
  readonly endedByFarEnd: boolean;
}

/** Something that a line's own side said or pressed. */
export interface Said {
  readonly text: string;
  readonly isDigits: boolean;
  /** How much of the call has been heard once this has. */
  readonly upTo: number;
}

type CallRow = NonNullable<ReturnType<Tables["calls"]["get"]>>;

/** Reads how a call stands; one that is not there is over. */
export const callNow = ({ tables, clock }: World, id: string, listId: string): CallNow => {
  const { calls, scenarioLists, people, manners } = tables;
  const call = calls.get(id);
  if (call === undefined) return gone;
  const { phase, direction, answeredAt, asked, disconnectionReason: reason = "no reason" } = call;
  const mayAgentSpeak = speakingOf(call);
  const others = scenarioLists
    .by("call", id)
    .filter((list) => list.id !== listId && list.waits?.below !== true);
  return {
    phase,
    isInbound: direction === "inbound",
    isHosted: call.plan?.["hosted"] === true,
    wasAnswered: answeredAt !== undefined,
    patience:
      clock.now() > call.startedAt
        ? undefined
        : patienceOf((manners.get(call.to) ?? people.get(call.to))?.answers),
    isAgentsTurn: asked !== undefined,
    mayAgentSpeak,
    lacksLine: mayAgentSpeak === "now" && others.length === 0,
    unheard: unheardIn(call),
    reason,
    remark: remarkOf(call),
    endedByFarEnd: farEndings.has(reason) && (direction !== "inbound" || answeredAt !== undefined),
  };
};

const gone: CallNow = {
  phase: "over",
  isInbound: false,
  isHosted: false,
  wasAnswered: false,
  patience: undefined,
  isAgentsTurn: false,
  mayAgentSpeak: "later",
  lacksLine: false,
  unheard: [],
  reason: "it is forgotten",
  remark: "",
  endedByFarEnd: true,
};

const remarkOf = ({ remarks, turns }: CallRow): string => {
  const last = remarks?.at(-1);
  if (last === undefined || last.at < (turns.at(-1)?.until ?? 0)) return "";
  return ` ${last.why.charAt(0).toUpperCase()}${last.why.slice(1).replace(/\.$/, "")}.`;
};

/** Two rings. */
const usualPatience = 12_000;

const patienceOf = (answers: unknown): number =>
  typeof answers === "object" && answers !== null && "after" in answers && typeof answers.after === "number"
    ? answers.after
    : usualPatience;

/** The voice provider's words for what people at the far end do, and for a connection that is lost. */
const farEndings: ReadonlySet<string> = new Set([
  "user_hangup",
  "user_declined",
  "dial_busy",
  "dial_no_answer",
  "dial_failed",
  "error_unknown",
]);

const speakingOf = ({ phase, asked, plan = {} }: CallRow): CallNow["mayAgentSpeak"] => {
  if (phase !== "talking" || plan["hosted"] !== true || plan["scripted"] !== true) return "later";
  if (asked === undefined) return "when quiet";
  return asked.answered ? "later" : "now";
};

const unheardIn = ({ turns, heard = 0 }: CallRow): Said[] =>
  turns.flatMap(({ role, content, digits }, place) =>
    role === "agent" && place >= heard ? [{ text: content, isDigits: digits === true, upTo: place + 1 }] : [],
  );
