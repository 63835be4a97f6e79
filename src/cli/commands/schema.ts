import { command } from "../command.ts";
import { print } from "../terminal.ts";

/** `ringback schema`: what editors want to know of scenario files. */
export const schemaCommand = command({
  name: "schema",
  summary: "Print the JSON Schema of scenario files, for editors",
  options: {},
  examples: [["ringback schema > scenario.schema.json", "Keep it where your editor finds it"]],
  run: async () => {
    const { scenarioSchema } = await import("../../scenario/schema/scenario-schema.ts");
    print(JSON.stringify(scenarioSchema(), null, 2));
    return 0;
  },
});
