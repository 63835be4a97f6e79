import { z } from "zod";
import { choice, text, urlOrCommand } from "../fields/fields.ts";
import { editorHints } from "../fields/editor-hint.ts";
import { entryName } from "./entry-name.ts";

/** The agents of AgentPhone. They are read and checked, and then refused: this version does not play AgentPhone. */
export const agentsSchema = () => {
  const schema = z.record(entryName("an agent"), agentSchema()).refine(() => false, {
    // Whoever writes for a later version wants to see the other mistakes as well.
    when: () => true,
    message: "`agents` belongs to scenario files, but this version does not play AgentPhone yet.",
    params: { code: "not_available", cure: "Remove it for now.", atKey: true },
  });
  editorHints.add(schema, { planned: true });
  return schema;
};

const agentSchema = () =>
  z.strictObject({
    voiceMode: choice("webhook or hosted", ["webhook", "hosted"]).exactOptional(),
    prompt: text("what a hosted agent is told to be").exactOptional(),
    greeting: text("what a hosted agent says first").exactOptional(),
    webhook: urlOrCommand("the URL that is told of texts and calls").exactOptional(),
  });
