import { peopleOperations } from "../../contract/control/people.ts";
import { command } from "../command.ts";
import { personOptions, usualPerson } from "../person-options.ts";
import { readDurationText, required } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { print, printable } from "../terminal.ts";

/** `ringback call`: somebody calls a line of a running ringback. */
export const callCommand = command({
  name: "call",
  summary: "Call a line, as the person with some number",
  options: {
    ...personOptions,
    rings: { kind: "text", shows: "TIME", summary: "How long it rings unanswered. Default: not at all" },
    ...remoteOptions,
  },
  examples: [
    ["ringback call --to +12125550186", "A missed call at once"],
    ["ringback call --to +12125550186 --rings 20s", "One that rings for 20 seconds of the world's time"],
  ],
  run: async (values) => {
    const { from = usualPerson, json } = values;
    const to = required(values.to, "--to NUMBER");
    const ringFor = readDurationText(values.rings, "--rings");
    const answer = await new Remote(values).ask(peopleOperations["control.people.call"], {
      from,
      to,
      ...(ringFor !== undefined && { ringFor }),
    });
    const { callId, status } = answer;
    print(json ? JSON.stringify(answer) : printable(`${from} called ${to}: ${status} (${callId})`));
    return 0;
  },
});
