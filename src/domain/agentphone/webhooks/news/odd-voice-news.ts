import type { Json, JsonObject } from "../../../../kernel/json.ts";
import type { VoiceOddity } from "../../../../world/agentphone-entities.ts";

type Change = (body: JsonObject) => JsonObject;

/** What each oddity makes of a caller's turn and of a call that is over. `empty-first-turn` is one more turn, not another. */
const changes: Readonly<Record<VoiceOddity, { readonly turn?: Change; readonly ended?: Change }>> = {
  "empty-first-turn": {},
  "list-transcript": {
    turn: (body) =>
      changeData(body, { transcript: [{ role: "user", content: dataOf(body)["transcript"] ?? "" }] }),
  },
  "none-confidence": { turn: (body) => changeData(body, { confidence: "None" }) },
  "bare-numbers": { turn: (body) => changeData(body, bareNumbers(dataOf(body))) },
  "empty-ids": { turn: (body) => changeData(body, { callId: "", from: "", to: "" }) },
  "none-ids": { turn: (body) => changeData(body, { callId: "None", from: "None", to: "None" }) },
  "role-history": {
    turn: (body) => ({ ...body, recentHistory: objectsIn(body["recentHistory"]).map(writeRole) }),
  },
  "repeated-turns": {
    ended: (body) => changeData(body, { transcript: objectsIn(dataOf(body)["transcript"]).flatMap(repeat) }),
  },
  "empty-end-transcript": { ended: (body) => changeData(body, { transcript: [] }) },
  "fraction-duration": {
    ended: (body) =>
      changeData(body, { durationSeconds: addHundredths(dataOf(body)["durationSeconds"], 37) }),
  },
  "text-duration": {
    ended: (body) => changeData(body, { durationSeconds: textOf(dataOf(body)["durationSeconds"]) }),
  },
  "none-duration": { ended: (body) => changeData(body, { durationSeconds: "None" }) },
};

/**
 * The body of a webhook about a call, with the wanted oddities of the live service. They do not add up in any order but
 * this one; `agentId` is right in every case, and whatever is no news of a call stays as it is.
 */
export const makeOdd = (body: JsonObject, oddities: readonly VoiceOddity[]): JsonObject => {
  if (oddities.length === 0 || body["channel"] !== "voice") return body;
  const part = body["event"] === "agent.call_ended" ? "ended" : "turn";
  const wanted = Object.entries(changes).filter(([name]) => oddities.some((oddity) => oddity === name));
  return wanted.reduce((changed, [, change]) => change[part]?.(changed) ?? changed, body);
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const dataOf = ({ data }: JsonObject): JsonObject => (isObject(data) ? data : {});

const objectsIn = (list: Json | undefined): readonly JsonObject[] =>
  Array.isArray(list) ? list.filter(isObject) : [];

const changeData = (body: JsonObject, change: JsonObject): JsonObject => ({
  ...body,
  data: { ...dataOf(body), ...change },
});

const textOf = (value: Json | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const addHundredths = (seconds: Json | undefined, hundredths: number): number =>
  Math.round(Number(seconds) * 100 + hundredths) / 100;

const bareNumbers = ({ from, to }: JsonObject): JsonObject => ({
  from: `tel:${textOf(from)}`,
  to: textOf(to).replace(/^\+1(?=\d{10}$)|^\+/, ""),
});

const writeRole = ({ direction, content }: JsonObject): JsonObject => ({
  role: direction === "inbound" ? "user" : "agent",
  content: content ?? "",
});

/** A turn as the recognition grew it: its first half, and then all of it. */
const repeat = (turn: JsonObject): readonly JsonObject[] => {
  const words = textOf(turn["content"]).split(" ");
  if (words.length < 2) return [turn];
  return [{ ...turn, content: words.slice(0, Math.ceil(words.length / 2)).join(" ") }, turn];
};
