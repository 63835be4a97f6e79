import type { FakeCore } from "../core.ts";
import { dayOf, inSeconds } from "../dates.ts";
import type { Form } from "../rest/form.ts";
import { pageOf } from "../rest/pages.ts";
import { Refusal } from "../rest/refusal.ts";
import { checkOrder } from "./check-order.ts";
import type { MessageNetwork } from "./message-network.ts";
import { writeMedia, writeMessage, type Message, type MessageMedia } from "./message.ts";

type Names = Readonly<Record<string, string>>;

/** Texts: sent, read, listed, redacted and forgotten, and their media. */
export const mountMessages = (core: FakeCore, network: MessageNetwork): void => {
  const { router } = core;
  const find = ({ message = "" }: Names): Message => {
    const found = network.messages.find(({ sid }) => sid === message);
    if (found === undefined) throw new Refusal(20404);
    return found;
  };
  const findMedia = (names: Names): MessageMedia => {
    const found = find(names).media.find(({ sid }) => sid === names["media"]);
    if (found === undefined) throw new Refusal(20404);
    return found;
  };
  router.on("POST", "/Messages.json", ({ form }) => {
    const order = checkOrder(core, form);
    const message = network.accept(order);
    return {
      status: 201,
      json: writeMessage(core, message),
      afterwards: () => network.travel(message, order),
    };
  });
  router.on("GET", "/Messages.json", (request) => {
    const wanted = network.messages.filter((message) => isWanted(message, request.query)).toReversed();
    return {
      status: 200,
      json: pageOf(request, "messages", wanted, (message) => writeMessage(core, message)),
    };
  });
  router.on("GET", "/Messages/:message.json", ({ names }) => ({
    status: 200,
    json: writeMessage(core, find(names)),
  }));
  router.on("POST", "/Messages/:message.json", ({ names, form }) => {
    const message = find(names);
    // Taking the words away is the only change there is; nothing here is ever scheduled.
    if (form.get("Body") !== "") throw new Refusal(20001);
    message.body = "";
    return { status: 200, json: writeMessage(core, message) };
  });
  router.on("DELETE", "/Messages/:message.json", ({ names }) => {
    network.messages.splice(network.messages.indexOf(find(names)), 1);
    return { status: 204 };
  });
  router.on("GET", "/Messages/:message/Media.json", (request) => {
    const message = find(request.names);
    const json = pageOf(request, "media_list", message.media, (media) => writeMedia(core, message, media));
    return { status: 200, json };
  });
  router.on("GET", "/Messages/:message/Media/:media.json", ({ names }) => ({
    status: 200,
    json: writeMedia(core, find(names), findMedia(names)),
  }));
  router.on("GET", "/Messages/:message/Media/:media", ({ names }) => ({
    status: 307,
    location: findMedia(names).location,
  }));
};

const isWanted = (message: Message, query: Form): boolean => {
  const sent = inSeconds(message.sent ?? message.created);
  const day = query.get("DateSent");
  const after = query.get("DateSent>");
  const before = query.get("DateSent<");
  return (
    (query.get("To") ?? message.to) === message.to &&
    (query.get("From") ?? message.from) === message.from &&
    (day === undefined || dayOf(instantOf(day)) === dayOf(sent * 1000)) &&
    (after === undefined || sent >= inSeconds(instantOf(after))) &&
    (before === undefined || sent <= inSeconds(instantOf(before)))
  );
};

const instantOf = (text: string): number => {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new Refusal(20001, `${text} is no date.`);
  return instant;
};
