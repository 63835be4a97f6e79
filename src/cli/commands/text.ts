import { peopleOperations } from "../../contract/control/people.ts";
import { command } from "../command.ts";
import { UsageError } from "../failures.ts";
import { personOptions, usualPerson } from "../person-options.ts";
import { required } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { print, printable } from "../terminal.ts";

/** `ringback text`: somebody texts a line of a running ringback. */
export const textCommand = command({
  name: "text",
  summary: "Text a line, as the person with some number",
  words: { shows: "body", summary: "What the text says; several words are joined by spaces" },
  options: { ...personOptions, ...remoteOptions },
  examples: [
    ["ringback text --to +12125550186 Your table is ready", "Text the line from the usual person"],
    ['ringback text --to +12125550186 --from +442030000123 "On my way"', "Text it from somebody else"],
    [
      "ringback text --to +12125550186 --world w1 --json -- --yes",
      "In the world w1, a text that begins with a dash",
    ],
  ],
  run: async (values, words) => {
    const { from = usualPerson, json } = values;
    const to = required(values.to, "--to NUMBER");
    if (words.length === 0) throw new UsageError("This needs the text itself, after the flags.");
    const body = words.join(" ");
    const answer = await new Remote(values).ask(peopleOperations["control.people.text"], { from, to, body });
    print(json ? JSON.stringify(answer) : printable(`${from} texted ${to}: “${body}” (${answer.messageId})`));
    return 0;
  },
});
