import { toMillisecondText } from "../kernel/time-text.ts";
import type { DeliveryNews } from "../runtime/tell-deliveries.ts";
import { type Paint, printable, withoutKeys } from "./terminal.ts";

/** A delivery to a webhook on one line: the world's time, where to, what came of it, what it told, and when it is tried again. */
export const deliveryLine = (news: DeliveryNews, paint: Paint): string => {
  const { at, world, url, event, channel, delivery, attempt, status, why, nextAt } = tellable(news);
  const words = [
    paint("dim", toMillisecondText(at)),
    ...(world === "main" ? [] : [paint("cyan", world)]),
    paint("cyan", "webhook"),
    url,
    status === undefined ? paint("red", "failed") : paint("green", String(status)),
    paint("dim", `${event} (${channel}) ${delivery}${attempt > 1 ? `, attempt ${attempt}` : ""}`),
    ...(why === undefined ? [] : [why]),
    ...(nextAt === undefined ? [] : [paint("dim", `(again at ${toMillisecondText(nextAt)})`)]),
  ];
  return words.join(" ");
};

/** A delivery to a webhook as one line of JSON. */
export const deliveryJson = (news: DeliveryNews): string => {
  const { at, nextAt, event: tells, ...told } = tellable(news);
  const next = nextAt === undefined ? {} : { nextAt: toMillisecondText(nextAt) };
  return JSON.stringify({ event: "delivery", at: toMillisecondText(at), tells, ...told, ...next });
};

/** Addresses and sentences may quote what was sent; neither keys nor control characters come through. */
const tellable = (news: DeliveryNews): DeliveryNews => {
  const { url, world, why } = news;
  return { ...news, url: clean(url), world: clean(world), ...(why !== undefined && { why: clean(why) }) };
};

const clean = (text: string): string => printable(withoutKeys(text));
