import { expect, it } from "vitest";
import type { EventFields, EventName, WorldEvent } from "../../contract/events.ts";
import type { Condition, EventMatcher } from "./condition.ts";
import { describeWithNames } from "./describe-value.ts";
import { differences, isMeant, tellDifference } from "./match.ts";
import { nearestFirst } from "./nearest-first.ts";

const [acme, salon, inbox] = ["+14155550123", "+14155559999", "+12125550186"] as const;
const numbers: Readonly<Record<string, string>> = { acme, salon, inbox };
const numberOf = (name: string): string | undefined => numbers[name];
const show = describeWithNames((number) => Object.keys(numbers).find((name) => numbers[name] === number));

const event = <Name extends EventName>(seq: number, type: Name, fields: EventFields<Name>): WorldEvent =>
  ({ seq, at: 0, type, ...fields }) as unknown as WorldEvent;

const text = (seq: number, from: string, body: string): WorldEvent =>
  event(seq, "message.received", {
    line: inbox,
    from,
    to: inbox,
    body,
    channel: "sms",
    messageId: `msg_00${seq}`,
  });

const wanted: EventMatcher = {
  event: "message.received",
  condition: {
    is: "fields",
    fields: { from: { is: "party", name: "acme" }, body: { is: "contains", text: "code" } },
  },
};

const nearest = (events: readonly WorldEvent[], most = 10): string[] =>
  nearestFirst(events, wanted, { numberOf, most, show }).map(
    ({ event: { seq }, differences: found }) => `#${seq} ${found.map(tellDifference).join("; ")}`,
  );

it("puts fewer differences first, then words before numbers, then the later event", () => {
  const events = [
    text(1, salon, "hello"),
    text(2, acme, "hello"),
    text(3, salon, "your code"),
    text(4, acme, "bye"),
    event(5, "message.read", { line: inbox, messageId: "msg_001" }),
  ];
  expect(nearest(events)).toEqual([
    "#4 body should be containing “code”, but is “bye”",
    "#2 body should be containing “code”, but is “hello”",
    `#3 from should be acme, but is salon (${salon})`,
    `#1 from should be acme, but is salon (${salon}); body should be containing “code”, but is “hello”`,
  ]);
  expect(nearest(events, 1)).toHaveLength(1);
});

it("lets events lead that differ in nothing, since their time or number may be what is wrong", () => {
  expect(nearest([text(1, acme, "the code"), text(2, acme, "bye")])).toEqual([
    "#1 ",
    "#2 body should be containing “code”, but is “bye”",
  ]);
});

it("has nothing to say where there is no event of the type", () => {
  expect(nearest([event(1, "message.read", { line: inbox, messageId: "msg_001" })])).toEqual([]);
});

it("finds every difference, however deep", () => {
  const condition: Condition = {
    is: "fields",
    fields: {
      services: {
        is: "items",
        items: [
          {
            is: "fields",
            fields: { id: { is: "glob", glob: "svc_*" }, phone: { is: "fields", fields: {} } },
          },
          {
            is: "all",
            conditions: [
              { is: "bound", by: "gte", value: 5 },
              { is: "bound", by: "lt", value: 3 },
            ],
          },
        ],
      },
      next: { is: "exists", value: true },
      total: { is: "items", items: [] },
    },
  };
  const value = { services: [{ id: "sv_1", phone: "none" }, 4], total: [1, 2] };
  expect(differences(condition, value, numberOf).map(tellDifference)).toEqual([
    "services[0].id should be like svc_*, but is “sv_1”",
    "services[0].phone should be a map, but is “none”",
    "services[1] should be at least 5, but is 4",
    "services[1] should be less than 3, but is 4",
    "next should be there, but is absent",
    "total should be a list of 0, but is a list of 2",
  ]);
  expect(differences(condition, "nothing", numberOf).map(tellDifference)).toEqual([
    "it should be a map, but is “nothing”",
  ]);
});

it("knows the events that are meant", () => {
  expect(isMeant(wanted, text(1, acme, "a code"), numberOf)).toBe(true);
  expect(isMeant(wanted, text(1, salon, "a code"), numberOf)).toBe(false);
  expect(isMeant({ ...wanted, event: "message.read" }, text(1, acme, "a code"), numberOf)).toBe(false);
});
