import { createInterface } from "node:readline/promises";
import { confirmation } from "../runtime/real/read-real-config.ts";
import { UsageError } from "./failures.ts";

/** Where somebody types an answer, if anybody sits there. */
interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean | undefined };
}

/** Returns once the mode is confirmed, in the environment or by somebody who types the word in full. Throws a UsageError else. */
export const confirmReal = async (
  said: string | undefined,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<void> => {
  if (said === confirmation) return;
  if (input.isTTY !== true || output.isTTY !== true) {
    throw new UsageError(
      `A real carrier has to be confirmed, and nobody sits at a terminal to be asked. Say RINGBACK_REAL_CONFIRM=${confirmation} too.`,
    );
  }
  if (
    (await ask(`Type ${confirmation} to go on, anything else to leave it: `, { input, output })).trim() ===
    confirmation
  )
    return;
  throw new UsageError("Not confirmed, so nothing was started and nobody was reached.");
};

const ask = async (question: string, { input, output }: Terminal): Promise<string> => {
  const lines = createInterface({ input, output });
  try {
    // Ctrl-C and Ctrl-D close it without an answer, and leave the cursor behind the question.
    const closed = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
    const answer = await Promise.race([lines.question(question), closed]);
    if (answer === undefined) output.write("\n");
    return answer ?? "";
  } finally {
    lines.close();
  }
};
