import { expect } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import type { CallTurn } from "../../../../world/call-entities.ts";
import { countSaid, respond as respondAfter } from "./respond.ts";

const lines = ["Book a  table.", "Ask for two.", "Ask for two."];
const respond = (said: readonly string[], turns: readonly CallTurn[]) =>
  respondAfter(said, countSaid(said, turns));
const goodbye = { text: "Thank you. Goodbye.", then: "hang up" };

type Extras = Partial<Pick<CallTurn, "interrupted" | "digits">>;
const turn = (role: CallTurn["role"], content: string, extras: Extras = {}): CallTurn => ({
  id: "tr_1",
  role,
  content,
  at: 0,
  until: 0,
  ...extras,
});
const user = turn("user", "Yes?");
const greeting = turn("agent", "Book a table.");
const agent = (content: string, extras?: Extras) => turn("agent", content, extras);

verifies("phone.hosted.responder", "says its lines one after the other, the goodbye last", () => {
  expect(respond(lines, [greeting, user])).toEqual({ text: lines[0] });
  expect(respond(lines, [user])).toEqual({ text: lines[0] });
  expect(respond(lines, [greeting])).toEqual({ text: lines[0] });
  const first = [greeting, user, agent("Book a table."), user];
  expect(respond(lines, first)).toEqual({ text: "Ask for two." });
  expect(respond(lines, [...first, agent("Ask for two."), user])).toEqual({ text: "Ask for two." });
  const all = [...first, agent("Ask for two."), user, agent("Ask for two."), user];
  expect(respond(lines, all)).toEqual(goodbye);
  expect(respond(lines, [...all, agent("Thank you.", { interrupted: true }), user])).toEqual(goodbye);
  expect(respond([], [])).toEqual(goodbye);
});

verifies(
  "phone.hosted.responder",
  "goes on after it was talked over, and counts nothing else as a line",
  () => {
    expect(respond(lines, [user, agent("Book a", { interrupted: true }), user])).toEqual({ text: lines[1] });
    // A machine put a person through: who is calling was said, and the greeting once more.
    const screened = [agent("Hello."), user, agent("This is Frida."), user, agent("Hello."), user];
    expect(respond(lines, screened)).toEqual({ text: lines[0] });
    expect(respond(["1"], [user, agent("1", { digits: true }), user])).toEqual({ text: "1" });
  },
);

verifies("phone.hosted.responder", "counts on from any turn as it would have from the first", () => {
  const cut = agent("Book a", { interrupted: true });
  const turns = [greeting, user, agent("This is Frida."), user, cut, user, agent("Ask for two."), user];
  for (const place of turns.keys()) {
    const before = countSaid(lines, turns.slice(0, place));
    expect(countSaid(lines, turns, before)).toEqual({ lines: 2, turns: turns.length });
  }
});
