import type { World } from "../run-rows.ts";
import type { ScriptList } from "../scenario.ts";
import type { ReceiptInput } from "../steps/receipt.ts";
import { listsBelow } from "./list-at.ts";
import { namesText } from "./names-text.ts";

/** What a rule does once a text was sent takes the place of the network's report, if it reports on that text. */
export const takeReceipt = ({ tables }: World, messageId: string, steps: ScriptList): void => {
  if (!reportsOnIt(steps)) return;
  if (tables.messages.get(messageId) !== undefined)
    tables.messages.update(messageId, { awaitsReceipt: true });
};

const reportsOnIt = (list: ScriptList): boolean =>
  list.script.some(({ name, input }) => name === "receipt" && !namesText(input as ReceiptInput)) ||
  listsBelow(list).some(reportsOnIt);
