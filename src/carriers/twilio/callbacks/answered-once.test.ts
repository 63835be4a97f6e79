import { expect, it } from "vitest";
import { AnsweredOnce } from "./answered-once.ts";

it("forgets what was used longest ago when ten thousand others came", async () => {
  const once = new AnsweredOnce();
  let made = 0;
  const give = async (name: string): Promise<string> => {
    const { body } = await once.give([name], async () => ({ status: 200, body: String((made += 1)) }));
    return body;
  };
  expect([await give("early"), await give("used")]).toEqual(["1", "2"]);
  for (let event = 0; event < 9_998; event += 1) await give(`event ${event}`);
  expect(await give("used")).toBe("2");
  await give("one more");
  await give("two more");
  expect([await give("used"), await give("early")]).toEqual(["2", "10003"]);
});
