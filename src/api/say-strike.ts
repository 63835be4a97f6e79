import type { FaultAnswer, Strike, WebhookDeed } from "../kernel/faults.ts";

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
    case "webhook":
      return sayDeed[answer.deed];
  }
};

const sayDeed: Readonly<Record<WebhookDeed, string>> = {
  drop: "lost a webhook for good",
  delay: "held a webhook back",
  duplicate: "sent a webhook twice",
  reorder: "let others overtake a webhook",
  "corrupt-signature": "put a wrong signature on a webhook",
  "stale-timestamp": "put an old timestamp on a webhook",
  "tampered-body": "changed a webhook after it was signed",
  "odd-json": "wrote a webhook in unusual JSON",
};
