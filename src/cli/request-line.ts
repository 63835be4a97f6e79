import { toMillisecondText } from "../kernel/time-text.ts";
import type { RingbackConfig } from "../runtime/config.ts";
import { type Paint, printable, withoutKeys } from "./terminal.ts";

/** What is told of a request that was answered. */
export type AnsweredRequest = Parameters<NonNullable<RingbackConfig["onAnswer"]>>[0];

/** An answered request on one line: the world's time, what was asked, the status, the operation, and why it was refused. */
export const requestLine = (request: AnsweredRequest, paint: Paint): string => {
  const { at, world, method, path, status, operation, why } = tellable(request);
  const words = [
    paint("dim", toMillisecondText(at)),
    ...(world === "main" ? [] : [paint("cyan", world)]),
    method,
    path,
    paint(status >= 500 ? "red" : status >= 400 ? "yellow" : "green", String(status)),
    ...(operation === undefined ? [] : [paint("dim", operation)]),
    ...(why === undefined ? [] : [why]),
  ];
  return words.join(" ");
};

/** An answered request as one line of JSON. */
export const requestJson = (request: AnsweredRequest): string => {
  const { at, ...told } = tellable(request);
  return JSON.stringify({ event: "request", at: toMillisecondText(at), ...told });
};

/** Methods, paths and sentences may quote what was sent; neither keys nor control characters come through. */
const tellable = (request: AnsweredRequest): AnsweredRequest => {
  const { method, path, world, why } = request;
  return {
    ...request,
    method: clean(method),
    path: clean(path),
    world: clean(world),
    ...(why !== undefined && { why: clean(why) }),
  };
};

const clean = (text: string): string => printable(withoutKeys(text));
