/** Nobody, certain numbers, or, spelled out and confirmed apart, everybody. E.164. */
export type Allowed = readonly string[] | "everybody";

/** Who pays, and by what Twilio knows them. The two secrets have two jobs: the one asks, the other proves who calls back. */
export interface TwilioAccount {
  /** `AC` and 32 hexadecimal digits. */
  readonly sid: string;
  /** What requests are made with: an API key and its secret, or the account and its token. */
  readonly user: string;
  readonly password: string;
  /** What callbacks are signed with. API keys cannot check them. */
  readonly authToken: string;
}

/** What is spent at most, and how often and for how long somebody is reached. Money in millionths of a US dollar. */
export interface RealLimits {
  readonly spendPerDay: number;
  readonly textsPerHour: number;
  readonly callsPerHour: number;
  readonly liveCalls: number;
  /** Between two texts or two calls to the same number, in milliseconds. */
  readonly recipientGapMs: number;
  /** How long a call may last once it is answered, in seconds. */
  readonly callSeconds: number;
  /** How long it rings, in seconds. */
  readonly ringSeconds: number;
}

/** Where what has to outlive the process is kept. */
export interface RealSettings {
  readonly account: TwilioAccount;
  /** Where Twilio's API is: its own host, or a loopback address in tests. Without a slash at the end. */
  readonly apiUrl: string;
  /** How Twilio's news come: `webhook` needs a public URL, `poll` asks for them. */
  readonly hearing: "webhook" | "poll";
  /** The origin, and perhaps a path, under which the world reaches the callback listener. Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Where the callback listener listens on this machine. */
  readonly callbackPort: number;
  readonly callbackHost: string;
  /** Everything is checked and written down, and nothing is sent. */
  readonly dryRun: boolean;
  readonly allowTo: Allowed;
  /** Whose calls are taken and whose texts are told to agents. */
  readonly allowFrom: Allowed;
  /** The account's numbers that may be used, E.164. */
  readonly numbers: readonly string[];
  /** Numbers whose URLs lead elsewhere are used all the same; the URLs are put back afterwards. */
  readonly takeOver: boolean;
  readonly allowBuying: boolean;
  readonly allowReleasing: boolean;
  /** Calls are recorded at Twilio's, which costs, unless a call asks for none. */
  readonly record: boolean;
  /** Whether a machine that answers is told apart, which costs. */
  readonly detectMachines: boolean;
  readonly limits: RealLimits;
  /** What Twilio asks for besides the number, by country and type, such as `GB mobile`. */
  readonly registrations: Readonly<
    Record<string, { readonly addressSid?: string; readonly bundleSid?: string }>
  >;
  /** The file of what has to outlive the process. */
  readonly stateFile: string;
}
