import { expect, it } from "vitest";
import type { Operation } from "../../src/contract/operation.ts";
import { operations } from "../../src/contract/operations.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneInputs, type PhoneOperation, phoneOperations } from "../support/phone-inputs.ts";
import {
  askPhone,
  type Asker,
  defaultAsker,
  furnishPhone,
  type PhoneWorld,
  sendInput,
} from "../support/phone-world.ts";
import { type Answer, controlOf, openAccount, startRingback } from "../support/store-client.ts";

type Input = Readonly<Record<string, unknown>>;

/** Three who must not see each other: two accounts, and a sub-account of the first. Each has one of everything. */
const furnishAll = async (ringback: Ringback) => {
  const master = defaultAsker(ringback);
  const { account, phoneKey } = await openAccount(controlOf(ringback), { name: "Other" });
  const stranger: Asker = { key: phoneKey, accountId: account };
  const { body } = await askPhone(ringback, master, "POST", "/v1/sub-accounts", { name: "Own" });
  const { id } = body as { id: string };
  const branch: Asker = { key: master.key, accountId: id, isSubAccount: true };
  const parties: { asker: Asker; world: PhoneWorld }[] = [];
  for (const asker of [master, stranger, branch]) {
    parties.push({ asker, world: await furnishPhone(ringback, asker) });
  }
  return parties;
};

/** Which of the inputs' fields hold something of an account's, and what stands there when it is nothing at all. */
const nothing: Readonly<Record<string, string>> = {
  agent_id: "agt_nothing",
  agentId: "agt_nothing",
  number_id: "num_nothing",
  numberId: "num_nothing",
  fromNumberId: "num_nothing",
  from_number: "+12125550000",
  conversation_id: "conv_nothing",
  message_id: "msg_nothing",
  reply_to_message_id: "msg_nothing",
  contact_id: "ct_nothing",
  call_id: "call_nothing",
  sub_account_id: "acct_nothing",
  verification_id: "ver_nothing",
};

/** Whoever has the id of a call may have its recording, and sign-up knows no accounts yet. */
const open = new Set<PhoneOperation>([
  "agentphone.calls.recording",
  "agentphone.signup.start",
  "agentphone.signup.verify",
]);

/** What an asker may not see of others. The key of a sub-account is its maker's, who manages all of them. */
const guardedFor = ({ isSubAccount }: Asker): readonly PhoneOperation[] =>
  phoneOperations.filter(
    (name) => !open.has(name) && !(isSubAccount && name.startsWith("agentphone.subAccounts.")),
  );

/** A key may name what its own sub-accounts have, where nothing else could say for which of them it asks. */
const mayActFor = (asker: Asker, other: Asker, { actsFor = [] }: Operation, field: string): boolean =>
  !asker.isSubAccount && other.isSubAccount === true && asker.key === other.key && actsFor.includes(field);

/** A sender that is named more exactly hides the others, so each is tried alone. */
const senders = ["agent_id", "number_id", "from_number"];
const withField = (input: Input, field: string, value: unknown): Input => {
  const hidden = senders.includes(field) && Object.hasOwn(input, "to_number") ? senders : [];
  const kept = Object.entries(input).filter(([name]) => !hidden.includes(name));
  return { ...Object.fromEntries(kept), [field]: value };
};

const inputFor = (name: PhoneOperation, world: PhoneWorld): Input =>
  phoneInputs[name]({ ...world, signUpId: "", code: "" });

const everything = ({ worlds }: Ringback): string =>
  JSON.stringify({ ...worlds.main.world.snapshot(), eventCursor: undefined });

const answerOf = ({ status, text }: Answer): string => `${status} ${text}`;

it("answers for what is another's exactly as for what is not there, and changes nothing", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const parties = await furnishAll(ringback);
  const before = everything(ringback);
  let tried = 0;
  for (const { asker, world } of parties) {
    const others = parties.filter((party) => party.asker !== asker);
    for (const name of guardedFor(asker)) {
      const operation: Operation = operations[name];
      const input = inputFor(name, world);
      for (const field of Object.keys(input).filter((known) => Object.hasOwn(nothing, known))) {
        const missing = await sendInput(ringback, asker, operation, withField(input, field, nothing[field]));
        expect([name, field, missing.status]).toEqual([name, field, 404]);
        for (const other of others) {
          const foreign = inputFor(name, other.world)[field];
          // A sub-account has none of its own.
          if (foreign === "" || mayActFor(asker, other.asker, operation, field)) continue;
          const answer = await sendInput(ringback, asker, operation, withField(input, field, foreign));
          expect([name, field, answerOf(answer)]).toEqual([name, field, answerOf(missing)]);
          tried += 1;
        }
      }
    }
  }
  expect(tried).toBeGreaterThan(200);
  expect(everything(ringback) === before).toBe(true);
});

/** A stream of what is said would last as long as the call. */
const isRead = (name: PhoneOperation): boolean =>
  (operations[name] as Operation).effect === "read" && name !== "agentphone.calls.transcriptStream";

/** The ids of everything that somebody has. */
const idsOf = (world: PhoneWorld): readonly string[] =>
  Object.values(world).filter((value) => value !== "" && !value.startsWith("+1500"));

it("shows in lists and counts what is one's own, and nothing of another's", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const parties = await furnishAll(ringback);
  for (const { asker, world } of parties) {
    const own = new Set(idsOf(world));
    const foreign = parties
      .filter((party) => party.asker !== asker)
      .flatMap((party) => idsOf(party.world))
      .filter((id) => !own.has(id));
    let shown = "";
    for (const name of guardedFor(asker).filter(isRead)) {
      const { text } = await sendInput(ringback, asker, operations[name], inputFor(name, world));
      expect([name, foreign.filter((id) => text.includes(`"${id}"`))]).toEqual([name, []]);
      shown += text;
    }
    // A verification is shown nowhere, and a sub-account has none.
    const seen = idsOf({ ...world, verificationId: "" });
    expect(seen.filter((id) => !shown.includes(`"${id}"`))).toEqual([]);
  }
});

it("takes no sub-account of another's for one's own", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [master, stranger, branch] = await furnishAll(ringback);
  if (master === undefined || stranger === undefined || branch === undefined) throw new Error("Three came.");
  const asked = [master.asker.accountId, branch.asker.accountId, "acct_nothing"].map((accountId) =>
    askPhone(ringback, { key: stranger.asker.key, accountId, isSubAccount: true }, "GET", "/v1/agents"),
  );
  const [first = "", ...more] = (await Promise.all(asked)).map(answerOf);
  expect(first).toMatch(/^404 /);
  for (const answer of more) expect(answer).toBe(first);
});
