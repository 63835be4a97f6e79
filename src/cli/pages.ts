import yargs, { type Argv } from "yargs";
import { version } from "../kernel/version.ts";
import type { Command, Option } from "./command.ts";
import { commands } from "./commands.ts";

/** Prints the help that the arguments ask for: of all, or of one command. */
export const showPages = async (args: readonly string[]): Promise<void> => {
  const pages = yargs([...args])
    .scriptName("ringback")
    .usage("ringback plays the phone services that agents rent numbers from, and the network behind them.")
    .locale("en")
    .strict()
    .exitProcess(false)
    .parserConfiguration({ "camel-case-expansion": false })
    .wrap(100)
    .help("help")
    .alias("help", "h")
    .version(version)
    .epilogue(`${showExamples(firstExamples)}\n\nringback COMMAND --help says more of each.`);
  for (const load of Object.values(commands)) addCommand(pages, await load());
  await pages.parseAsync();
};

const addCommand = (pages: Argv, { name, summary, words, rest, options, examples }: Command): void => {
  const line = words === undefined ? name : `${name} [${words.shows}..]`;
  const further = rest === undefined ? "" : ` -- ${rest.shows}`;
  pages.command(line, summary, (page) => {
    page.usage(`ringback ${line}${further}\n\n${summary}${rest === undefined ? "" : `\n${rest.summary}`}`);
    if (words !== undefined) page.positional(words.shows, { type: "string", describe: words.summary });
    for (const [option, declared] of Object.entries(options)) addOption(page, option, declared);
    return page.epilogue(showExamples(examples));
  });
};

/** Yargs only shows the flags: what was said is read by `readArguments`. So a flag's name may hold that of its value. */
const addOption = (page: Argv, name: string, { kind, summary, shows = "VALUE", choices }: Option): void => {
  if (kind === "flag") page.option(name, { type: "boolean", describe: summary });
  else page.option(`${name} ${shows}`, { describe: summary, ...(choices && { choices }) });
};

const firstExamples: Command["examples"] = [
  ["ringback start", "Listen on 127.0.0.1:5550 and say how agents get there"],
  ["ringback text --to +12125550186 Your code is 834921", "Text a number that an agent rented"],
  ["ringback wait message.received --to +12125550186 --code", "Print the code, at once or when it comes"],
  ["ringback test scenarios/ -- node agent.js", "Play every story of a folder to an agent, and judge it"],
];

/** Our own columns: yargs' would break the lines that are there to be copied. */
const showExamples = (examples: Command["examples"]): string =>
  ["Examples:", ...examples.flatMap(([line, means]) => [`  ${line}`, `      ${means}`])].join("\n");
