import * as z from "zod";
import { accountName, choice, duration, phoneNumber, text, tree, webAddress } from "../fields/fields.ts";
import { entryName } from "./entry-name.ts";

/** The agents of AgentPhone, by the names under which lines are attached to them. */
export const agentsSchema = () => z.record(entryName("an agent"), agentSchema());

const toolSchema = () =>
  z.strictObject({
    url: webAddress("the URL that is called"),
    description: text("what it is for").exactOptional(),
    method: choice("GET or POST", ["GET", "POST"]).exactOptional(),
    parameters: tree().describe("what it is called with, as a JSON Schema").exactOptional(),
  });

const agentSchema = () =>
  z
    .strictObject({
      voiceMode: choice("webhook or hosted", ["webhook", "hosted"]).exactOptional(),
      prompt: text("what a hosted agent is told to be").exactOptional(),
      greeting: text("what a hosted agent says first").exactOptional(),
      webhook: webAddress("the URL that is told of texts and calls").exactOptional(),
      account: accountName("the account that it belongs to").exactOptional(),
      voicemail: text("what it says to a voicemail before it hangs up").exactOptional(),
      transfer: phoneNumber().exactOptional(),
      screening: z
        .strictObject({
          identity: text("who it says that is calling").exactOptional(),
          purpose: text("what it says that it calls for").exactOptional(),
        })
        .describe("what it says to a call screener")
        .exactOptional(),
      silence: duration("how long nobody may speak before it hangs up").exactOptional(),
      tools: z
        .record(entryName("a tool"), toolSchema())
        .describe("the tools that a hosted agent may call during calls, by name")
        .exactOptional(),
    })
    .superRefine(({ voiceMode, prompt, greeting, tools }, context) => {
      const refuse = (path: readonly string[], message: string, cure: string): void =>
        context.addIssue({
          code: "custom",
          path: [...path],
          message,
          params: { code: "invalid_value", cure, atKey: path.length > 0 },
        });
      if (voiceMode === "hosted" && prompt === undefined)
        refuse([], "A hosted agent needs a prompt.", "Write `prompt:` with what it is to be.");
      const [useless] = Object.entries({ prompt, greeting, tools }).flatMap(([key, value]) =>
        value === undefined ? [] : [key],
      );
      if (voiceMode !== "hosted" && useless !== undefined)
        refuse(
          [useless],
          `Only a hosted agent has ${useless === "tools" ? useless : `a ${useless}`}.`,
          "Write `voiceMode: hosted`, or remove it.",
        );
    });
