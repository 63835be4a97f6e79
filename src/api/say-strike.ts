import type { FaultAnswer, Strike } from "../kernel/faults.ts";

/** Says in a sentence what a fault did. */
export const sayStrike = ({ fault, answer }: Strike): string => `The fault ${fault} ${sayAnswer(answer)}.`;

/** What a fault did to an answer, in words that follow its name. */
export const sayAnswer = (answer: FaultAnswer): string => {
  switch (answer.kind) {
    case "status":
      return `answered ${answer.status}, and nothing was done`;
    case "delay":
      return `delayed this answer by ${answer.milliseconds} ms`;
    case "reset":
      return "cut the connection, and nothing was done";
    case "slow":
      return `sends this answer in ${answer.pieces} pieces, ${answer.everyMilliseconds} ms apart`;
    case "malformed":
      return "cut this body in the middle";
  }
};
