import { expect, it } from "vitest";
import { type CallMove, callMoves, type CallPosition, moveCall } from "./call-machine.ts";

const phases = ["ringing", "talking", "over"] as const;
const directions = ["inbound", "outbound", "web"] as const;

const positions: readonly CallPosition[] = phases.flatMap((phase) =>
  directions.flatMap((direction) => [true, false].map((isAsked) => ({ phase, direction, isAsked }))),
);

/** Every move from every position, and where it leads. */
const ways = callMoves.flatMap((move) =>
  positions.map((position) => ({ move, position, to: moveCall(position, move) })),
);

const possible = (isMeant: (position: CallPosition) => boolean): readonly CallMove[] => [
  ...new Set(
    ways.filter(({ position, to }) => to !== undefined && isMeant(position)).map(({ move }) => move),
  ),
];

const inTalk = ["put through", "hear", "press", "ask", "reply", "spoken"];
const endings = ["transfer", "hang up", "leave", "fall silent", "last too long", "fail"];

it("leaves a call that is over alone", () => {
  expect(possible(({ phase }) => phase === "over")).toEqual([]);
});

it("never leads back", () => {
  const back = ways.filter(({ position, to }) => to && phases.indexOf(to) < phases.indexOf(position.phase));
  expect(back).toEqual([]);
});

it("lets a call that rings be answered, or end, and nobody speak in it", () => {
  const rings = (direction: string) =>
    possible((position) => position.phase === "ringing" && position.direction === direction);
  expect(rings("inbound")).toEqual(["answer", "give up", "hang up", "fail"]);
  expect(rings("outbound")).toEqual(["answer", "refuse", "hang up", "fail"]);
  expect(rings("web")).toEqual(["answer", "refuse", "hang up", "fail"]);
});

it.each(directions)("lets a call that was answered go on, or end: %s", (direction) => {
  const talks = possible((position) => position.phase === "talking" && position.direction === direction);
  expect(talks).toEqual([...inTalk, ...endings]);
});

it("gives the turn once, and takes replies only while it is given", () => {
  const talking = (isAsked: boolean) =>
    possible((position) => position.phase === "talking" && position.isAsked === isAsked);
  expect(talking(true)).not.toContain("ask");
  expect(talking(true)).toContain("reply");
  expect(talking(false)).toContain("ask");
  expect(talking(false)).not.toContain("reply");
});

it("leads from talking to the end by the moves that end it, and by no other", () => {
  const from = (phase: string, move: string) => [
    ...new Set(
      ways
        .filter((way) => way.position.phase === phase && way.move === move && way.to !== undefined)
        .map(({ to }) => to),
    ),
  ];
  for (const move of endings) expect([move, from("talking", move)]).toEqual([move, ["over"]]);
  for (const move of inTalk) expect([move, from("talking", move)]).toEqual([move, ["talking"]]);
  expect(from("ringing", "answer")).toEqual(["talking"]);
});
