import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf } from "../support/phone-client.ts";
import { advance, Client, controlOf, snapshotOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const human = "nina@example.com";

interface SignedUp {
  readonly account_id: string;
  readonly agent_id: string;
  readonly number_id: string;
  readonly phone_number: string;
  readonly api_key: string;
}

/** Somebody who has no key yet. */
const newcomerTo = (ringback: Ringback, world = ""): Client => new Client(`${ringback.url}${world}`);

/** Signs somebody up; answers the id of the verification and the code in their mailbox. */
const signUp = async (
  ringback: Ringback,
  request: object = {},
): Promise<{ verification_id: string; otp_code: string }> => {
  const wish = { human_email: human, agent_name: "Nina's helper", ...request };
  const { body } = await newcomerTo(ringback).post("/v0/agent/sign-up", wish);
  const { verification_id } = body as { verification_id: string };
  const mailbox = await controlOf(ringback).get(`/mailbox?to=${encodeURIComponent(wish.human_email)}`);
  const [letter] = (mailbox.body as { emails: { code: string }[] }).emails;
  return { verification_id, otp_code: letter?.code ?? "" };
};

const verify = (ringback: Ringback, body: object) => newcomerTo(ringback).post("/v0/agent/verify", body);

const join = async (ringback: Ringback, request: object = {}): Promise<SignedUp> =>
  (await verify(ringback, await signUp(ringback, request))).body as SignedUp;

const badCode = { detail: "Invalid or expired verification code." };

verifies(["phone.signup.start", "phone.signup.mailbox"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const before = (await controlOf(ringback).get("/accounts")).text;
  const answer = await newcomerTo(ringback).post("/v0/agent/sign-up", { human_email: "Nina@Example.com" });
  expect(answer.status).toBe(200);
  expect(answer.body).toStrictEqual({
    verification_id: "ver_001",
    human_email: "Nina@Example.com",
    expires_at: "2026-04-01T10:32:00.000Z",
    message: "Verification code sent. Ask your human for the code, then call POST /v0/agent/verify.",
  });
  const { body } = await controlOf(ringback).get("/mailbox?to=NINA@example.com");
  expect(body).toStrictEqual({
    emails: [
      {
        id: "email_001",
        to: human,
        subject: "Your AgentPhone verification code",
        body: expect.stringContaining("ten minutes") as string,
        code: expect.stringMatching(/^\d{6}$/) as string,
        at: "2026-04-01T10:22:00.000Z",
      },
    ],
  });
  expect((await controlOf(ringback).get("/mailbox?to=somebody@example.com")).body).toEqual({ emails: [] });
  expect((await controlOf(ringback).get("/accounts")).text).toBe(before);
  expect((await controlOf(ringback).get("/events?type=code.emailed")).body).toMatchObject({
    events: [{ to: human, emailId: "email_001" }],
  });
});

verifies("phone.signup.verify", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const answer = await verify(ringback, { ...(await signUp(ringback)), source: "skill" });
  expect(answer.status).toBe(200);
  expect(answer.body).toStrictEqual({
    account_id: "acct_002",
    agent_id: "agt_001",
    number_id: "num_001",
    phone_number: expect.stringMatching(/^\+1\d{10}$/) as string,
    api_key: expect.stringMatching(/^sk_live_main_[A-Za-z0-9]{32}$/) as string,
  });
  const { api_key, account_id, agent_id, number_id, phone_number } = answer.body as SignedUp;
  const phone = phoneOf(ringback, api_key);
  expect((await phone.get(`/v1/agents/${agent_id}`)).body).toMatchObject({
    name: "Nina's helper",
    voiceMode: "hosted",
    voice: "custom_voice_ea22ba5fdfaa18f39c274851c1",
    numbers: [{ id: number_id, phoneNumber: phone_number, status: "active" }],
  });
  expect((await phone.get("/v1/numbers")).body).toMatchObject({
    data: [{ id: number_id, phoneNumber: phone_number, country: "US", agentId: agent_id }],
    total: 1,
  });
  expect((await phone.get("/auth/me")).body).toStrictEqual({
    user: { id: account_id, email: human, name: human },
  });
  // Five dollars, three of which are the first month of the number.
  expect((await control.get(`/accounts/${account_id}/ledger`)).body).toMatchObject({
    creditUsd: "2.00",
    costUsd: "3.00",
    entries: [
      { kind: "number_rent", amountUsd: "-3.00", reference: number_id },
      { kind: "credit", amountUsd: "5.00" },
    ],
  });
  expect((await phoneOf(ringback).get("/v1/numbers")).body).toMatchObject({ total: 0 });
});

verifies(["phone.signup.known", "phone.signup.onceOnly"], async () => {
  await using ringback = await startRingback();
  const first = await signUp(ringback);
  expect((await verify(ringback, first)).status).toBe(200);
  const again = await newcomerTo(ringback).post("/v0/agent/sign-up", { human_email: "NINA@example.com" });
  expect([again.status, again.body]).toEqual([
    409,
    { detail: expect.stringContaining("already exists") as string },
  ]);
  for (const body of [first, { ...first, verification_id: "ver_999" }]) {
    const answer = await verify(ringback, body);
    expect([answer.status, answer.body]).toEqual([400, badCode]);
  }
  const { accounts } = (await controlOf(ringback).get("/accounts")).body as { accounts: unknown[] };
  expect(accounts).toHaveLength(2);
});

verifies("phone.signup.wrong", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { verification_id, otp_code } = await signUp(ringback);
  const wrong = otp_code === "000000" ? "000001" : "000000";
  for (const code of [wrong, otp_code.slice(1), "text"]) {
    const answer = await verify(ringback, { verification_id, otp_code: code });
    expect([answer.status, answer.body]).toEqual([400, badCode]);
  }
  await advance(control, "599999ms");
  const other = await signUp(ringback, { human_email: "omar@example.com" });
  await advance(control, "1ms");
  const late = await verify(ringback, { verification_id, otp_code });
  expect([late.status, late.headers.get("x-ringback-why")]).toEqual([
    400,
    expect.stringContaining("ten minutes"),
  ]);
  // Wrong tries do not use a code up, and people type codes in groups.
  const spaced = `${other.otp_code.slice(0, 3)} ${other.otp_code.slice(3)}`;
  expect((await verify(ringback, { ...other, otp_code: spaced })).status).toBe(200);
});

verifies("phone.signup.wrong", "lets quiet pass no unused code, but a used one", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { world } = ringback.worlds.main;
  const bounds = () => world.clock.timers().filter(({ boundsQuiet }) => boundsQuiet).length;
  const first = await signUp(ringback);
  expect(bounds()).toBe(1);
  const second = await signUp(ringback);
  expect(bounds()).toBe(1);
  expect((await verify(ringback, first)).status).toBe(400);
  expect((await verify(ringback, second)).status).toBe(200);
  expect(bounds()).toBe(0);
});

verifies("phone.signup.replaced", async () => {
  await using ringback = await startRingback();
  const first = await signUp(ringback);
  const second = await signUp(ringback, { human_email: "NINA@example.com" });
  expect(second.verification_id).not.toBe(first.verification_id);
  expect((await verify(ringback, first)).status).toBe(400);
  expect((await verify(ringback, { ...first, otp_code: second.otp_code })).status).toBe(400);
  expect((await verify(ringback, second)).status).toBe(200);
});

verifies(
  ["phone.signup.verify", "phone.signup.onceOnly"],
  "makes one account of a code that is used twice at once",
  async () => {
    await using ringback = await startRingback();
    const code = await signUp(ringback);
    const answers = await Promise.all([1, 2, 3].map(() => verify(ringback, code)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 400, 400,
    ]);
    expect([...ringback.worlds.main.world.tables.lines.all()]).toHaveLength(1);
  },
);

verifies("phone.signup.shortage", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const code = await signUp(ringback);
  await control.patch("/accounts/acct_001/profile", { emptyAreaCodes: ["*"] });
  const before = await snapshotOf(control);
  const answer = await verify(ringback, code);
  expect([answer.status, answer.body]).toEqual([
    503,
    { detail: expect.stringContaining("No US phone numbers") as string },
  ]);
  expect(await snapshotOf(control)).toEqual(before);
  await control.patch("/accounts/acct_001/profile", { emptyAreaCodes: [] });
  expect((await verify(ringback, code)).status).toBe(200);
});

verifies("phone.signup.shortage", "leaves nothing of an account whose number cannot be had", async () => {
  await using ringback = await startRingback();
  const { world, domain } = ringback.worlds.main;
  const { verification_id, otp_code } = await signUp(ringback);
  await controlOf(ringback).patch("/accounts/acct_001/profile", { numberLimit: 0 });
  const rows = () => {
    const { counters: _counters, ...tables } = world.tables;
    return Object.entries(tables).map(([name, table]) => [name, table.size]);
  };
  const before = rows();
  const { signUps } = domain.agentphone;
  await expect(signUps.verify(verification_id, otp_code)).rejects.toMatchObject({
    code: "number_limit_reached",
  });
  expect(rows()).toEqual(before);
  expect((await controlOf(ringback).get("/events?type=account.removed")).body).toMatchObject({
    events: [{ account: "acct_002", name: human }],
  });
  await controlOf(ringback).patch("/accounts/acct_001/profile", { numberLimit: 10 });
  expect((await verify(ringback, { verification_id, otp_code })).status).toBe(200);
});

verifies("phone.signup.fields", async () => {
  await using ringback = await startRingback();
  const newcomer = newcomerTo(ringback);
  for (const human_email of [
    "a@b.c",
    `${"x".repeat(195)}@b.com`,
    "nina.example.com",
    "nina at home",
    7,
    null,
  ]) {
    const answer = await newcomer.post("/v0/agent/sign-up", { human_email });
    expect([human_email, answer.status]).toEqual([human_email, 422]);
    expect(answer.body).toMatchObject({ detail: [{ loc: ["body", "human_email"] }] });
  }
  const missing = await newcomer.post("/v0/agent/sign-up", {});
  expect(missing.body).toEqual({
    detail: [{ loc: ["body", "human_email"], msg: "Field required", type: "missing" }],
  });
  for (const [human_email, agent_name, name] of [
    ["omar@example.com", "😀".repeat(150), "😀".repeat(100)],
    ["paul@example.com", undefined, "paul's agent"],
    ["rosa@example.com", null, "rosa's agent"],
    ["sven@example.com", "  ", "sven's agent"],
  ] as const) {
    const { agent_id, api_key } = await join(ringback, { human_email, agent_name });
    expect((await phoneOf(ringback, api_key).get(`/v1/agents/${agent_id}`)).body).toMatchObject({ name });
  }
});

verifies("phone.signup.disposable", async () => {
  await using ringback = await startRingback();
  for (const human_email of ["nina@mailinator.com", "nina@YOPMAIL.com", "nina@inbox.mailinator.com"]) {
    const answer = await newcomerTo(ringback).post("/v0/agent/sign-up", { human_email });
    expect([answer.status, answer.body]).toEqual([
      400,
      { detail: "Disposable email addresses are not allowed." },
    ]);
  }
  expect((await controlOf(ringback).get("/mailbox")).body).toEqual({ emails: [] });
  const like = { human_email: "nina@notmailinator.com" };
  expect((await newcomerTo(ringback).post("/v0/agent/sign-up", like)).status).toBe(200);
});

verifies("phone.signup.profile", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await control.patch("/accounts/acct_001/profile", {
    requireRegistration: true,
    requirePaymentMethod: true,
    hasPaymentMethod: true,
    enforceBalance: true,
    recording: true,
    numberType: "imessage",
  });
  const { account_id } = await join(ringback);
  expect((await control.get(`/accounts/${account_id}/profile`)).body).toMatchObject({
    account: account_id,
    requireRegistration: true,
    requirePaymentMethod: true,
    hasPaymentMethod: false,
    enforceBalance: true,
    recording: false,
    numberType: "imessage",
    numberLimit: 10,
    enforceNumberLimit: true,
  });
});

verifies("phone.keys.world", "signs up in the world that the path names", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await control.post("/worlds", { name: "other" });
  const there = newcomerTo(ringback, "/w/other");
  const { verification_id } = (await there.post("/v0/agent/sign-up", { human_email: human })).body as {
    verification_id: string;
  };
  expect((await control.get("/mailbox")).body).toEqual({ emails: [] });
  const { emails } = (await there.get("/_ringback/mailbox")).body as { emails: { code: string }[] };
  const made = await there.post("/v0/agent/verify", { verification_id, otp_code: emails[0]?.code });
  const { api_key } = made.body as SignedUp;
  expect(api_key).toMatch(/^sk_live_other_/);
  // The key finds its world without a path, and is nobody's under another's.
  expect((await newcomerWith(ringback, api_key).get("/v1/numbers")).body).toMatchObject({ total: 1 });
  expect((await newcomerWith(ringback, api_key, "/w/main").get("/v1/numbers")).status).toBe(401);
  expect((await newcomerWith(ringback, api_key, "/w/other").get("/v1/numbers")).status).toBe(200);
});

const newcomerWith = (ringback: Ringback, key: string, world = ""): Client =>
  new Client(`${ringback.url}${world}`, key);
