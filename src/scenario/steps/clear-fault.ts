import { faultName } from "../fields/fields.ts";
import type { StepDefinition } from "./step-definition.ts";

/** Something stops going wrong. */
export const clearFault: StepDefinition<string> = {
  name: "clear-fault",
  summary: "Takes the faults of a name away, or with `all` every fault there is.",
  example: "- clear-fault: all",
  schema: () => faultName("the name of a fault, or all"),
  explain: (name) => (name === "all" ? "nothing goes wrong any more" : `${name} is over`),
  run: async (name, context) => {
    const ids = await context.takeFaults(name);
    if (name === "all") await context.invoke("control.faults.clear", {});
    else for (const faultId of ids) await context.invoke("control.faults.clear", { faultId });
  },
};
