/** A switch of real-carrier mode: an environment variable, what it says, and what holds without it. */
interface Switch {
  readonly name: string;
  readonly means: string;
  readonly usual: string;
}

/** Every environment variable that real-carrier mode reads, in the order of the user's page. */
export const switches = [
  {
    name: "RINGBACK_CARRIER",
    means: "`twilio` asks for the mode, as `--carrier twilio` does",
    usual: "`fake`",
  },
  {
    name: "RINGBACK_REAL_CONFIRM",
    means: "`spend-real-money` confirms it; without it a terminal is asked",
    usual: "not confirmed",
  },
  { name: "TWILIO_ACCOUNT_SID", means: "The account, `AC…`", usual: "needed" },
  {
    name: "TWILIO_API_KEY",
    means: "An API key, `SK…`, to ask with; better than the token, since it can be revoked alone",
    usual: "the token asks",
  },
  { name: "TWILIO_API_SECRET", means: "The secret of that key", usual: "" },
  {
    name: "TWILIO_AUTH_TOKEN",
    means: "The account's auth token: callbacks are signed with it, and no API key can check that",
    usual: "needed, but for polling with an API key",
  },
  {
    name: "RINGBACK_REAL_CREDENTIALS",
    means: "A file with those four instead, lines of `NAME=value`, readable by its owner only",
    usual: "the environment",
  },
  {
    name: "RINGBACK_REAL_DRY_RUN",
    means: "`0` ends the dry run, in which everything is checked and nothing is sent",
    usual: "dry",
  },
  {
    name: "RINGBACK_REAL_ALLOW_TO",
    means: "Who may be texted and called: E.164 numbers, separated by commas; `*` is everybody",
    usual: "nobody",
  },
  {
    name: "RINGBACK_REAL_ALLOW_FROM",
    means: "Whose texts and calls reach agents. Others' calls are refused, their texts kept but not told",
    usual: "who may be reached",
  },
  {
    name: "RINGBACK_REAL_ALLOW_EVERYBODY",
    means: "`yes` confirms a `*` in one of the two",
    usual: "`*` is refused",
  },
  {
    name: "RINGBACK_REAL_NUMBERS",
    means: "The account's numbers that may be rented out, E.164",
    usual: "none",
  },
  {
    name: "RINGBACK_REAL_TAKE_OVER",
    means: "`1` uses numbers whose URLs lead elsewhere; they are put back afterwards",
    usual: "`0`",
  },
  { name: "RINGBACK_REAL_ALLOW_BUY", means: "`1` buys a number where none of those fits", usual: "`0`" },
  {
    name: "RINGBACK_REAL_ALLOW_RELEASE",
    means: "`1` lets the controls give bought numbers back for ever",
    usual: "`0`",
  },
  {
    name: "RINGBACK_REAL_SPEND_CAP_USD",
    means: "What may be spent in a day (UTC), by ringback's own upper bounds",
    usual: "`1.00`",
  },
  { name: "RINGBACK_REAL_TEXTS_PER_HOUR", means: "How many texts may go out in an hour", usual: "`10`" },
  { name: "RINGBACK_REAL_CALLS_PER_HOUR", means: "How many calls may go out in an hour", usual: "`3`" },
  { name: "RINGBACK_REAL_LIVE_CALLS", means: "How many calls may live at once", usual: "`1`" },
  { name: "RINGBACK_REAL_GAP_SECONDS", means: "How long nobody is reached a second time", usual: "`2`" },
  { name: "RINGBACK_REAL_CALL_SECONDS", means: "How long a call may last", usual: "`120`" },
  { name: "RINGBACK_REAL_RING_SECONDS", means: "How long a call rings", usual: "`25`" },
  {
    name: "RINGBACK_REAL_RECORD",
    means: "`1` has calls recorded at Twilio's, which costs and needs everybody's consent in many places",
    usual: "`0`",
  },
  {
    name: "RINGBACK_REAL_DETECT_MACHINES",
    means: "`1` has answering machines told apart, which costs",
    usual: "`0`",
  },
  {
    name: "RINGBACK_REAL_REGISTRATIONS",
    means: "What bought numbers of a country and type need: `GB mobile=AD…/BU…`, separated by commas",
    usual: "none",
  },
  {
    name: "RINGBACK_REAL_STATE",
    means: "The file of what has to outlive the process",
    usual: "one for each account under `~/.local/state/ringback/`",
  },
  {
    name: "RINGBACK_PUBLIC_URL",
    means: "Where the world reaches the callback listener, as `--public-url` says",
    usual: "none: ringback polls",
  },
  {
    name: "RINGBACK_CALLBACK_PORT",
    means: "Where that listener listens here, as `--callback-port` says",
    usual: "`5551`",
  },
  { name: "RINGBACK_CALLBACK_HOST", means: "The address it listens on", usual: "`127.0.0.1`" },
  {
    name: "RINGBACK_TWILIO_API_URL",
    means: "Another API than Twilio's, on this machine: for tests",
    usual: "Twilio's",
  },
] as const satisfies readonly Switch[];

/** The name of one of them. */
export type SwitchName = (typeof switches)[number]["name"];
