import { z } from "zod";
import { accountName, choice, text, webAddress } from "../fields/fields.ts";
import { entryName } from "./entry-name.ts";

/** The agents of AgentPhone, by the names under which lines are attached to them. */
export const agentsSchema = () => z.record(entryName("an agent"), agentSchema());

const agentSchema = () =>
  z
    .strictObject({
      voiceMode: choice("webhook or hosted", ["webhook", "hosted"]).exactOptional(),
      prompt: text("what a hosted agent is told to be").exactOptional(),
      greeting: text("what a hosted agent says first").exactOptional(),
      webhook: webAddress("the URL that is told of texts and calls").exactOptional(),
      account: accountName("the account that it belongs to").exactOptional(),
    })
    .superRefine(({ voiceMode, prompt, greeting }, context) => {
      const refuse = (path: readonly string[], message: string, cure: string): void =>
        context.addIssue({
          code: "custom",
          path: [...path],
          message,
          params: { code: "invalid_value", cure, atKey: path.length > 0 },
        });
      if (voiceMode === "hosted" && prompt === undefined)
        refuse([], "A hosted agent needs a prompt.", "Write `prompt:` with what it is to be.");
      const [useless] = Object.entries({ prompt, greeting }).flatMap(([key, value]) =>
        value === undefined ? [] : [key],
      );
      if (voiceMode !== "hosted" && useless !== undefined)
        refuse(
          [useless],
          `Only a hosted agent has a ${useless}.`,
          "Write `voiceMode: hosted`, or remove it.",
        );
    });
