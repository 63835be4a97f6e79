import type { ReceiptInput } from "../steps/receipt.ts";

/** Whether a receipt says itself which text it is about. Apart from the step, which is read with scenarios only. */
export const namesText = ({ message, from }: Pick<ReceiptInput, "message" | "from">): boolean =>
  message !== undefined || from !== undefined;
