import yargs, { type Argv } from "yargs";
import { version } from "../kernel/version.ts";
import type { Command, Option } from "./command.ts";
import { commands } from "./commands.ts";

/** Prints what the arguments ask yargs for: help, of all or of one command, the completion script or completions. */
export const showPages = async (args: readonly string[]): Promise<void> => {
  const pages = yargs([...args])
    .scriptName("ringback")
    .usage("ringback plays the phone services that agents rent numbers from, and the network behind them.")
    .locale("en")
    .strict()
    .exitProcess(false)
    .parserConfiguration({ "camel-case-expansion": false, "greedy-arrays": false })
    .wrap(100)
    .help("help")
    .alias("help", "h")
    .version(version)
    .epilogue(`${showExamples(firstExamples)}\n\nringback COMMAND --help says more of each.`);
  for (const load of Object.values(commands)) addCommand(pages, await load());
  pages.completion("completion", "Print a script that completes commands in bash or zsh");
  // Parsing would print the script too, and then refuse the word that asked for it.
  if (args[0] === "completion") pages.showCompletionScript();
  else await pages.parseAsync();
};

const addCommand = (pages: Argv, { name, summary, words, rest, options, examples }: Command): void => {
  const line = words === undefined ? name : `${name} [${words.shows}..]`;
  const further = rest === undefined ? "" : ` -- ${rest.shows}`;
  pages.command(line, summary, (page) => {
    page.usage(`ringback ${line}${further}\n\n${summary}${rest === undefined ? "" : `\n${rest.summary}`}`);
    if (words !== undefined) page.positional(words.shows, { type: "string", describe: words.summary });
    for (const [option, declared] of Object.entries(options)) page.option(option, toYargs(declared));
    return page.epilogue(showExamples(examples));
  });
};

const firstExamples: Command["examples"] = [
  ["ringback start", "Listen on 127.0.0.1:5550 and say how agents get there"],
  ["ringback text --to +12125550186 Your table is ready", "Text a number that an agent rented"],
];

/** Our own columns: yargs' would break the lines that are there to be copied. */
const showExamples = (examples: Command["examples"]): string =>
  ["Examples:", ...examples.flatMap(([line, means]) => [`  ${line}`, `      ${means}`])].join("\n");

const toYargs = ({ kind, summary, choices }: Option) => ({
  describe: summary,
  ...(kind === "flag" ? { type: "boolean" as const } : { string: true, array: kind === "list" }),
  ...(choices && { choices }),
});
