import { basename } from "node:path";
import { command } from "../command.ts";
import { completionScripts } from "../completion-scripts.ts";
import { UsageError } from "../failures.ts";

const shells = Object.keys(completionScripts);

/** `ringback completion`: what makes a shell complete command lines. */
export const completionCommand = command({
  name: "completion",
  summary: "Print a script that completes commands, flags and values in bash, zsh or fish",
  words: {
    shows: "shell",
    summary: `${shells.join(", ")}. Default: the one that $SHELL names`,
    offers: () => shells,
  },
  options: {},
  examples: [
    ["source <(ringback completion bash)", "In this shell; the script says how to have it in every one"],
    ["ringback completion fish > ~/.config/fish/completions/ringback.fish", "Where fish looks for it"],
  ],
  run: (_values, [shell = basename(process.env["SHELL"] ?? "bash"), ...more]) => {
    if (more.length > 0) throw new UsageError("This takes one shell: ringback completion zsh.");
    process.stdout.write(scriptFor(shell));
    return Promise.resolve(0);
  },
});

const scriptFor = (shell: string): string => {
  const script = Object.entries(completionScripts).find(([name]) => name === shell)?.[1];
  if (script !== undefined) return script;
  throw new UsageError(`There is no completion for ${shell}. Say which: ${shells.join(", ")}.`);
};
