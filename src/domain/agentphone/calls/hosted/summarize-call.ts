import type { Call, CallTurn } from "../../../../world/call-entities.ts";

/** What happened in a call, in a few plain sentences: who called whom, how long they talked, how it began and ended. */
export const summarizeCall = (call: Call): string => {
  const { startedAt, endedAt = startedAt, answeredAt = endedAt } = call;
  const seconds = Math.round((endedAt - answeredAt) / 1000);
  return [
    opening(call),
    `It lasted ${counted(seconds, "second")}, with ${turnsOf(call, "agent")} of the agent and ${turnsOf(call, "user")} of the other side.`,
    wordsOf(call),
    endings[call.disconnectionReason ?? ""] ?? "Then it was over.",
  ].join(" ");
};

const opening = ({ direction, from, to }: Call): string => {
  if (direction === "web") return "Somebody talked to the agent from a browser.";
  return direction === "outbound"
    ? `The agent called ${to} from ${from}.`
    : `${from} called the agent at ${to}.`;
};

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

const turnsOf = ({ turns }: Call, role: CallTurn["role"]): string =>
  counted(turns.filter((turn) => turn.role === role).length, "turn");

const wordsOf = ({ turns }: Call): string => {
  const spoken = turns.filter(({ content, digits }) => digits !== true && content.trim() !== "");
  const [first, last] = [spoken.at(0), spoken.at(-1)];
  if (first === undefined || last === undefined) return "Nobody spoke.";
  if (first === last) return `All that was said is ${whoSaid(first)}.`;
  return `It began with ${whoSaid(first)} and ended with ${whoSaid(last)}.`;
};

const whoSaid = ({ role, content }: CallTurn): string =>
  `“${shortened(content)}” (the ${role === "agent" ? "agent" : "other side"})`;

const most = 80;

const shortened = (content: string): string => {
  // By characters, so that none is cut in two.
  const characters = Array.from(
    content
      .slice(0, 4 * most)
      .trim()
      .replaceAll(/\s+/g, " "),
  );
  return characters.length <= most
    ? characters.join("")
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
};

/** How a call ended, by the provider's word for it. */
const endings: Readonly<Record<string, string>> = {
  user_hangup: "The other side hung up.",
  agent_hangup: "The agent hung up.",
  call_transfer: "The agent transferred the call.",
  voicemail_reached: "A machine had answered.",
  inactivity: "It ended because nobody spoke any more.",
  max_duration_reached: "It ended because it had lasted as long as a call may.",
  error_unknown: "The network lost it.",
};
