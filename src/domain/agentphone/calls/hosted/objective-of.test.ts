import { expect, it } from "vitest";
import { conversationPrompt } from "../../../../api/agentphone-tools/conversation-prompt.ts";
import { objectiveOf } from "./objective-of.ts";

it("finds the topic in the prompt that a tool writes around it", () => {
  expect(objectiveOf(conversationPrompt("Ask for a table.\nFor two."))).toBe("Ask for a table.\nFor two.");
});

it.each(["You are brief.", "--- CALL OBJECTIVE ---\nnever ended", ""])(
  "takes any other prompt whole: %j",
  (prompt) => {
    expect(objectiveOf(prompt)).toBe(prompt);
  },
);
