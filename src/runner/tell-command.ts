import type { AgentCommand } from "./agent-process.ts";

/** A command as it would be typed. */
export const tellCommand = (command: AgentCommand): string =>
  typeof command === "string" ? command : command.map(shellWord).join(" ");

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
