import { expect, it } from "vitest";
import type { Operation } from "../../src/contract/operation.ts";
import { operations } from "../../src/contract/operations.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { type Newcomer, phoneInputs, type PhoneOperation, phoneOperations } from "../support/phone-inputs.ts";
import { askPhone, defaultAsker, furnishPhone, type PhoneWorld, sendInput } from "../support/phone-world.ts";
import { type Answer, startRingback } from "../support/store-client.ts";
import { spoil, type Spoilt, unboundFields, waysToSpoil } from "../support/wrong-values.ts";

type Input = Readonly<Record<string, unknown>>;

const furnish = async (ringback: Ringback): Promise<PhoneWorld & Newcomer> => {
  const asker = defaultAsker(ringback);
  const world = await furnishPhone(ringback, asker);
  const card = { firstName: "Front" };
  await askPhone(ringback, asker, "PUT", `/v1/numbers/${world.imessageNumberId}/contact-card`, card);
  const email = { human_email: "nina@example.com" };
  const { body } = await askPhone(ringback, asker, "POST", "/v0/agent/sign-up", email);
  const code = ringback.worlds.main.world.tables.emails.by("to", "nina@example.com")[0]?.code ?? "";
  return { ...world, signUpId: (body as { verification_id: string }).verification_id, code };
};

/** Whether a door can carry the mistake at all: paths and queries hold text only, and a path some of it. */
const canBeSent = ({ rest }: Operation, { path: [name = ""], value }: Spoilt): boolean => {
  const kind = rest?.query?.[String(name)];
  if (kind === "text") return typeof value === "string" && value.length < 10_000;
  if (kind !== undefined) return typeof value === "string" || typeof value === "number";
  if (rest?.path.includes(`:${name}`))
    return typeof value === "string" && value !== "" && value.length < 10_000;
  return true;
};

/** The world whole. Refusals are events, and so move the cursor. */
const everything = ({ worlds }: Ringback): string =>
  JSON.stringify({ ...worlds.main.world.snapshot(), eventCursor: undefined });

/** The fields that a 422 says are wrong. */
const toldFields = ({ body }: Answer): readonly unknown[] =>
  ((body as { detail?: readonly { loc?: readonly unknown[] }[] }).detail ?? []).map(({ loc }) => loc?.[1]);

/** The call of this world is not over, so there is no recording of it to be had. */
const noSuccess = new Set<PhoneOperation>(["agentphone.calls.recording"]);

/** The world of these is held up by a call that goes on: they answer when it is over. */
const waitsForEnd = new Set<PhoneOperation>(["agentphone.calls.transcriptStream"]);

for (const name of phoneOperations) {
  const operation: Operation = operations[name];
  it(`${name} refuses every spoilt field and changes nothing`, async () => {
    const bugs: string[] = [];
    const onWarning = (warning: string) => void (warning.includes("bug") && bugs.push(warning));
    await using ringback = await startRingback({ clock: "manual", onWarning });
    const asker = defaultAsker(ringback);
    const input = phoneInputs[name](await furnish(ringback)) as Input;
    const before = everything(ringback);
    const wrong: string[] = [];
    for (const spoilt of waysToSpoil(operation.input()).filter((one) => canBeSent(operation, one))) {
      const answer = await sendInput(ringback, asker, operation, spoil(input, spoilt) as Input);
      const what = `${spoilt.path.join(".")} ${spoilt.wrong}: ${answer.status} ${answer.text.slice(0, 200)}`;
      if (answer.status !== 422 || !toldFields(answer).includes(spoilt.path[0])) wrong.push(what);
      if (answer.headers.get("x-ringback-why") === null) wrong.push(`${what}, unexplained`);
      if (wrong.length > 3) break;
    }
    expect(wrong).toEqual([]);
    expect(everything(ringback) === before).toBe(true);
    expect(bugs).toEqual([]);
    if (waitsForEnd.has(name)) return;
    const sound = await sendInput(ringback, asker, operation, input);
    const expected = noSuccess.has(name) ? 404 : operation.rest?.success;
    expect([sound.status, sound.text.slice(0, 200)]).toEqual([expected, expect.any(String)]);
  });
}

it("bounds the kind and the size of every field", () => {
  const unbound = phoneOperations.flatMap((name) =>
    unboundFields(operations[name].input()).map((field) => `${name} ${field}`),
  );
  const prompts = ["systemPrompt", "beginMessage"];
  // A prompt may be as long as the vendor's own examples of long ones; all else of these is bound as a body.
  const tools = ["customTools.*.headers", "customTools.*.parameters"];
  expect(unbound).toEqual([
    ...["create", "update"].flatMap((verb) =>
      [...prompts, ...tools].map((field) => `agentphone.agents.${verb} ${field}`),
    ),
    "agentphone.messages.send list.rows.*",
    "agentphone.messages.send template.variables",
    // Bound by its length as JSON.
    "agentphone.conversations.update metadata",
    "agentphone.calls.create initialGreeting",
    "agentphone.calls.create systemPrompt",
    "agentphone.calls.create variables",
    "agentphone.calls.createWeb metadata",
    "agentphone.calls.createWeb variables",
  ]);
});
