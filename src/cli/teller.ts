import type { DeliveryNews } from "../runtime/tell-deliveries.ts";
import { version } from "../kernel/version.ts";
import { keepInBugLog, wantsStacks } from "./bug-log.ts";
import { deliveryJson, deliveryLine } from "./delivery-line.ts";
import type { Readiness } from "./ready-file.ts";
import { type AnsweredRequest, requestJson, requestLine } from "./request-line.ts";
import { paintFor, print, printable, printError } from "./terminal.ts";

/** How `start` tells what happens, in lines for people, in JSON or hardly at all. */
export interface Teller {
  readonly ready: (readiness: Readiness) => void;
  /** Undefined where nobody listens, so that nobody is told. */
  readonly answered: ((request: AnsweredRequest) => void) | undefined;
  /** Undefined where nobody listens, so that nobody is told. */
  readonly delivered: ((news: DeliveryNews) => void) | undefined;
  /** What a real carrier does. */
  readonly carrier: (sentence: string) => void;
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
  const unheard = { answered: undefined, delivered: undefined };
  if (quiet) return { ...unheard, ready: silence, carrier: silence, oddity: silence, warning };
  if (json) return { ...jsonTeller(), oddity: warn, warning };
  return {
    ready: sayReady,
    answered: (request) => print(requestLine(request, paint)),
    delivered: (news) => print(deliveryLine(news, paint)),
    carrier: (sentence) => print(`${paint("cyan", "twilio:")} ${printable(sentence)}`),
    oddity: warn,
    warning,
  };
};

/** Programs take the first line for the news that ringback is up, so what a carrier does before that comes after it. */
const jsonTeller = (): Omit<Teller, "oddity" | "warning"> => {
  let early: string[] | undefined = [];
  return {
    ready: (readiness) => {
      print(JSON.stringify({ event: "ready", ...readiness }));
      for (const line of early ?? []) print(line);
      early = undefined;
    },
    answered: (request) => print(requestJson(request)),
    delivered: (news) => print(deliveryJson(news)),
    carrier: (says) => {
      const line = JSON.stringify({ event: "carrier", says });
      if (early === undefined) print(line);
      else early.push(line);
    },
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
