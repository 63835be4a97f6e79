import type { Command } from "./command.ts";

/** Every command by name. Each is loaded only when it is wanted, so none slows another's start. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import("./commands/start.ts")).startCommand,
  test: async () => (await import("./commands/test.ts")).testCommand,
  exec: async () => (await import("./commands/exec.ts")).execCommand,
  validate: async () => (await import("./commands/validate.ts")).validateCommand,
  schema: async () => (await import("./commands/schema.ts")).schemaCommand,
  init: async () => (await import("./commands/init.ts")).initCommand,
  text: async () => (await import("./commands/text.ts")).textCommand,
  call: async () => (await import("./commands/call.ts")).callCommand,
  calls: async () => (await import("./commands/calls.ts")).callsCommand,
  otp: async () => (await import("./commands/otp.ts")).otpCommand,
  wait: async () => (await import("./commands/wait.ts")).waitCommand,
  mailbox: async () => (await import("./commands/mailbox.ts")).mailboxCommand,
  webhooks: async () => (await import("./commands/webhooks.ts")).webhooksCommand,
  events: async () => (await import("./commands/events.ts")).eventsCommand,
  record: async () => (await import("./commands/record.ts")).recordCommand,
  mcp: async () => (await import("./commands/mcp.ts")).mcpCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  explain: async () => (await import("./commands/explain.ts")).explainCommand,
  completion: async () => (await import("./commands/completion.ts")).completionCommand,
};
