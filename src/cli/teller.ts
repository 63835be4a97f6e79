import type { DeliveryNews } from "../runtime/tell-deliveries.ts";
import { version } from "../kernel/version.ts";
import { keepInBugLog, wantsStacks } from "./bug-log.ts";
import { deliveryJson, deliveryLine } from "./delivery-line.ts";
import type { Readiness } from "./ready-file.ts";
import { type AnsweredRequest, requestJson, requestLine } from "./request-line.ts";
import { paintFor, print, printError } from "./terminal.ts";

/** How `start` tells what happens, in lines for people, in JSON or hardly at all. */
export interface Teller {
  readonly ready: (readiness: Readiness) => void;
  /** Undefined where nobody listens, so that nobody is told. */
  readonly answered: ((request: AnsweredRequest) => void) | undefined;
  /** Undefined where nobody listens, so that nobody is told. */
  readonly delivered: ((news: DeliveryNews) => void) | undefined;
  /** What is odd but not wrong. */
  readonly oddity: (text: string) => void;
  /** What should not go unnoticed. */
  readonly warning: (text: string) => void;
}

/** The teller that the flags of `start` ask for. */
export const createTeller = ({
  quiet,
  json,
}: {
  readonly quiet: boolean;
  readonly json: boolean;
}): Teller => {
  const paint = paintFor(process.stdout);
  if (quiet) return { ready: silence, answered: undefined, delivered: undefined, oddity: silence, warning };
  if (json) {
    return {
      ready: (readiness) => print(JSON.stringify({ event: "ready", ...readiness })),
      answered: (request) => print(requestJson(request)),
      delivered: (news) => print(deliveryJson(news)),
      oddity: warn,
      warning,
    };
  }
  return {
    ready: sayReady,
    answered: (request) => print(requestLine(request, paint)),
    delivered: (news) => print(deliveryLine(news, paint)),
    oddity: warn,
    warning,
  };
};

const warn = (text: string): void => printError(`${paintFor(process.stderr)("yellow", "warning:")} ${text}`);

const warning = (text: string): void => warn(withoutStack(text));

const silence = (): void => {};

const sayReady = ({ url, env }: Readiness): void => {
  print(`ringback ${version} listens on ${url}, for MCP on ${url}/mcp. Ctrl-C ends it.`);
  print("");
  for (const [name, value] of Object.entries(env)) print(`export ${name}=${shellWord(value)}`);
  print("");
};

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Stacks go to the log; who reads warnings wants a sentence. */
const withoutStack = (text: string): string => {
  const stackAt = text.indexOf("\n    at ");
  return stackAt < 0 || wantsStacks() ? text : `${text.slice(0, stackAt)}\n${keepInBugLog(text)}`;
};
