import { defaultPort, defaultSeed } from "../runtime/config.ts";
import type { Option } from "./command.ts";

/** The flags of `ringback start`. */
export const startOptions = {
  port: {
    kind: "text",
    shows: "PORT",
    summary: `Where to listen; 0 takes any free port. Default: ${defaultPort}`,
  },
  host: { kind: "text", shows: "ADDRESS", summary: "The address to listen on. Default: this machine only" },
  "allow-host": {
    kind: "list",
    shows: "NAME",
    summary: "A further name under which to answer; may be repeated",
  },
  "allow-webhook": {
    kind: "list",
    shows: "HOST",
    summary: "A host beyond this machine to which webhooks may be sent; may be repeated",
  },
  cors: { kind: "list", shows: "ORIGIN", summary: "A web origin whose pages may use it; may be repeated" },
  "ready-file": {
    kind: "text",
    shows: "FILE",
    summary: "Write url, pid and env here as JSON once it listens; removed at the end",
  },
  seed: { kind: "text", shows: "TEXT", summary: `What all randomness comes from. Default: ${defaultSeed}` },
  clock: {
    kind: "text",
    shows: "MODE",
    offers: () => ["real", "auto", "manual", "60x"],
    summary: "How time goes: real, a factor such as 60x, auto (waiting moves it) or manual. Default: real",
  },
  start: {
    kind: "text",
    shows: "INSTANT",
    summary: "When time begins: now or 2026-04-01T10:22:00Z, the default of auto and manual",
  },
  scenario: {
    kind: "text",
    shows: "FILE",
    summary: "A scenario to play; its clock and seed apply unless said here",
  },
  silence: {
    kind: "text",
    shows: "TIME",
    summary: "How long an agent has to be silent, in real time, before auto time goes on. Default: 250ms",
  },
  patience: {
    kind: "text",
    shows: "TIME",
    summary: "How long nothing may happen, in real time, before auto time passes deadlines. Default: 10s",
  },
  "strict-keys": { kind: "flag", summary: "Accept only keys that ringback minted" },
  journal: { kind: "text", shows: "FILE", summary: "Keep the journal of the world main here" },
  "control-token": {
    kind: "text",
    shows: "TOKEN",
    summary: "What the controls ask for. Default: $RINGBACK_CONTROL_TOKEN, else nothing on this machine",
  },
  quiet: { kind: "flag", summary: "Print nothing but errors" },
  json: { kind: "flag", summary: "Print JSON, one object a line" },
} as const satisfies Readonly<Record<string, Option>>;
