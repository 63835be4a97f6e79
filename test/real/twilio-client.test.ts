import fc from "fast-check";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import type { Twilio } from "../../src/carriers/twilio/rest/twilio.ts";
import { openRestServer, type Recorded, type Reply, type RestServer } from "../support/rest-server.ts";
import { account, clientAt, text } from "../support/twilio-account.ts";

/** Twilio's own library, asking the same server. */
const sdkAt = (url: string) => {
  const client = twilio(account.user, account.password, { accountSid: account.sid });
  client.api.baseUrl = url;
  return client;
};

type Sdk = ReturnType<typeof sdkAt>;

interface Pair {
  readonly ours: (client: Twilio) => Promise<unknown>;
  readonly theirs: (client: Sdk) => Promise<unknown>;
  readonly reply?: Reply;
}

const sid = (kind: string): string => `${kind}${"0".repeat(31)}9`;
const limit = 1000;
const since = "2026-07-01T10:20:30Z";

const numberUrls = {
  FriendlyName: "ringback:num_1",
  SmsUrl: "https://ringback.example/tw/sms#rc=3&rp=ct,rt,5xx",
  SmsMethod: "POST",
  SmsFallbackUrl: "",
  VoiceUrl: "https://ringback.example/tw/voice",
  VoiceMethod: "POST",
  VoiceFallbackUrl: "",
  StatusCallback: "https://ringback.example/tw/call-status",
  StatusCallbackMethod: "POST",
  AddressSid: sid("AD"),
  BundleSid: sid("BU"),
};
const sdkUrls = {
  friendlyName: numberUrls.FriendlyName,
  smsUrl: numberUrls.SmsUrl,
  smsMethod: numberUrls.SmsMethod,
  smsFallbackUrl: "",
  voiceUrl: numberUrls.VoiceUrl,
  voiceMethod: numberUrls.VoiceMethod,
  voiceFallbackUrl: "",
  statusCallback: numberUrls.StatusCallback,
  statusCallbackMethod: numberUrls.StatusCallbackMethod,
  addressSid: numberUrls.AddressSid,
  bundleSid: numberUrls.BundleSid,
};

const one: Reply = { status: 200, json: { sid: sid("XX") } };
const created: Reply = { status: 201, json: { sid: sid("XX") } };
const list = (key: string): Reply => ({ json: { [key]: [], next_page_uri: null, uri: "/" } });

/** Every method of the client that makes one request, and what Twilio's library calls it. The compiler misses none. */
const pairs: Readonly<Record<Exclude<keyof Twilio, "aheadBy" | "readBytes">, Pair>> = {
  account: {
    ours: (client) => client.account(),
    theirs: (sdk) => sdk.api.v2010.accounts(account.sid).fetch(),
    reply: one,
  },
  balance: {
    ours: (client) => client.balance(),
    theirs: (sdk) => sdk.balance.fetch(),
    reply: { json: { account_sid: account.sid, balance: "12.50", currency: "USD" } },
  },
  spentToday: {
    ours: (client) => client.spentToday(),
    theirs: (sdk) => sdk.usage.records.today.list({ category: "totalprice", limit: 1 }),
    reply: list("usage_records"),
  },
  findNumbers: {
    ours: (client) =>
      client.findNumbers("US", "Local", {
        AreaCode: 415,
        InLocality: "San Francisco",
        SmsEnabled: true,
        VoiceEnabled: false,
        ExcludeAllAddressRequired: true,
        PageSize: 1,
      }),
    theirs: (sdk) =>
      sdk.availablePhoneNumbers("US").local.list({
        areaCode: 415,
        inLocality: "San Francisco",
        smsEnabled: true,
        voiceEnabled: false,
        excludeAllAddressRequired: true,
        limit: 1,
      }),
    reply: list("available_phone_numbers"),
  },
  listNumbers: {
    ours: (client) => client.listNumbers({ PhoneNumber: text.From, FriendlyName: "ringback:num_1" }),
    theirs: (sdk) =>
      sdk.incomingPhoneNumbers.list({ phoneNumber: text.From, friendlyName: "ringback:num_1", limit }),
    reply: list("incoming_phone_numbers"),
  },
  buyNumber: {
    ours: (client) => client.buyNumber({ PhoneNumber: text.From, ...numberUrls }),
    theirs: (sdk) => sdk.incomingPhoneNumbers.create({ phoneNumber: text.From, ...sdkUrls }),
    reply: created,
  },
  configureNumber: {
    ours: (client) => client.configureNumber(sid("PN"), numberUrls),
    theirs: (sdk) => sdk.incomingPhoneNumbers(sid("PN")).update(sdkUrls),
    reply: one,
  },
  releaseNumber: {
    ours: (client) => client.releaseNumber(sid("PN")),
    theirs: (sdk) => sdk.incomingPhoneNumbers(sid("PN")).remove(),
    reply: { status: 204 },
  },
  sendMessage: {
    ours: (client) =>
      client.sendMessage({
        ...text,
        MediaUrl: ["https://media.example/b.png", "https://media.example/a.png"],
        StatusCallback: "https://ringback.example/tw/text-status/1",
        ValidityPeriod: 600,
      }),
    theirs: (sdk) =>
      sdk.messages.create({
        to: text.To,
        from: text.From,
        body: text.Body,
        mediaUrl: ["https://media.example/b.png", "https://media.example/a.png"],
        statusCallback: "https://ringback.example/tw/text-status/1",
        validityPeriod: 600,
      }),
    reply: created,
  },
  message: {
    ours: (client) => client.message(sid("SM")),
    theirs: (sdk) => sdk.messages(sid("SM")).fetch(),
    reply: one,
  },
  listMessages: {
    ours: (client) => client.listMessages({ To: text.To, From: text.From, sentAfter: since, PageSize: 50 }),
    theirs: (sdk) =>
      sdk.messages.list({ to: text.To, from: text.From, dateSentAfter: new Date(since), pageSize: 50 }),
    reply: list("messages"),
  },
  listMedia: {
    ours: (client) => client.listMedia(sid("MM")),
    theirs: (sdk) => sdk.messages(sid("MM")).media.list({ limit }),
    reply: list("media_list"),
  },
  placeCall: {
    ours: (client) =>
      client.placeCall({
        To: text.To,
        From: text.From,
        Twiml: "<Response><Say>Hello & good bye</Say></Response>",
        StatusCallback: "https://ringback.example/tw/call-status/1",
        StatusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
        Timeout: 25,
        TimeLimit: 120,
        MachineDetection: "DetectMessageEnd",
        AsyncAmd: true,
        AsyncAmdStatusCallback: "https://ringback.example/tw/machine/1",
        Record: true,
        RecordingStatusCallback: "https://ringback.example/tw/recording/1",
        RecordingStatusCallbackEvent: ["absent"],
        SendDigits: "ww12#",
      }),
    theirs: (sdk) =>
      sdk.calls.create({
        to: text.To,
        from: text.From,
        twiml: "<Response><Say>Hello & good bye</Say></Response>",
        statusCallback: "https://ringback.example/tw/call-status/1",
        statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
        timeout: 25,
        timeLimit: 120,
        machineDetection: "DetectMessageEnd",
        asyncAmd: "true",
        asyncAmdStatusCallback: "https://ringback.example/tw/machine/1",
        record: true,
        recordingStatusCallback: "https://ringback.example/tw/recording/1",
        recordingStatusCallbackEvent: ["absent"],
        sendDigits: "ww12#",
      }),
    reply: created,
  },
  changeCall: {
    ours: (client) => client.changeCall(sid("CA"), { Status: "completed" }),
    theirs: (sdk) => sdk.calls(sid("CA")).update({ status: "completed" }),
    reply: one,
  },
  call: {
    ours: (client) => client.call(sid("CA")),
    theirs: (sdk) => sdk.calls(sid("CA")).fetch(),
    reply: one,
  },
  listCalls: {
    ours: (client) =>
      client.listCalls({ To: text.To, From: text.From, Status: "completed", startedAfter: since }),
    theirs: (sdk) =>
      sdk.calls.list({
        to: text.To,
        from: text.From,
        status: "completed",
        startTimeAfter: new Date(since),
        limit,
      }),
    reply: list("calls"),
  },
  recordCall: {
    ours: (client) =>
      client.recordCall(sid("CA"), {
        RecordingChannels: "mono",
        RecordingStatusCallback: "https://ringback.example/tw/recording/1",
        RecordingStatusCallbackEvent: ["absent"],
      }),
    theirs: (sdk) =>
      sdk.calls(sid("CA")).recordings.create({
        recordingChannels: "mono",
        recordingStatusCallback: "https://ringback.example/tw/recording/1",
        recordingStatusCallbackEvent: ["absent"],
      }),
    reply: created,
  },
  listRecordings: {
    ours: (client) => client.listRecordings(sid("CA")),
    theirs: (sdk) => sdk.calls(sid("CA")).recordings.list({ limit }),
    reply: list("recordings"),
  },
};

const askedBy = async (
  answer: (request: Recorded) => Reply,
  act: (server: RestServer) => Promise<unknown>,
): Promise<readonly Recorded[]> => {
  await using server = await openRestServer(answer);
  await act(server);
  return server.requests;
};

describe("asks what Twilio's library asks", () => {
  it.each(Object.entries(pairs))("%s", async (_name, { ours, theirs, reply = {} }) => {
    const byUs = await askedBy(
      () => reply,
      (server) => ours(clientAt(server.url)),
    );
    const bySdk = await askedBy(
      () => reply,
      (server) => theirs(sdkAt(server.url)),
    );
    expect(byUs).toHaveLength(1);
    expect(byUs).toEqual(bySdk);
  });

  it.each(["Local", "Mobile", "National", "TollFree"] as const)("findNumbers of kind %s", async (kind) => {
    const reply = list("available_phone_numbers");
    const byUs = await askedBy(
      () => reply,
      (server) => clientAt(server.url).findNumbers("GB", kind, {}),
    );
    const bySdk = await askedBy(
      () => reply,
      (server) => {
        const { local, mobile, national, tollFree } = sdkAt(server.url).availablePhoneNumbers("GB");
        const listOf = {
          Local: async () => local.list(),
          Mobile: async () => mobile.list(),
          National: async () => national.list(),
          TollFree: async () => tollFree.list(),
        };
        return listOf[kind]();
      },
    );
    expect(byUs).toEqual(bySdk);
  });

  it.each([
    ["another Url", { Url: "https://ringback.example/x" }, { url: "https://ringback.example/x" }],
    ["other Twiml", { Twiml: "<Response/>" }, { twiml: "<Response/>" }],
  ])("changeCall to %s", async (_what, ourForm, theirForm) => {
    const byUs = await askedBy(
      () => one,
      (server) => clientAt(server.url).changeCall(sid("CA"), ourForm),
    );
    const bySdk = await askedBy(
      () => one,
      (server) => sdkAt(server.url).calls(sid("CA")).update(theirForm),
    );
    expect(byUs).toEqual(bySdk);
  });

  it("for texts of any words", async () => {
    await using server = await openRestServer(() => created);
    const [ours, theirs] = [clientAt(server.url), sdkAt(server.url)];
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (body) => {
        server.requests.length = 0;
        await ours.sendMessage({ ...text, Body: body });
        await theirs.messages.create({ to: text.To, from: text.From, body });
        const [first, second] = server.requests;
        expect(first?.form).toContainEqual(["Body", body]);
        expect(first).toEqual(second);
      }),
      { numRuns: 40 },
    );
  });

  it("for every page of a list, also where the API stands behind a path", async () => {
    const pages = ({ query }: Recorded): Reply => {
      const isFirst = !query.some(([name]) => name === "PageToken");
      const uri = `/2010-04-01/Accounts/${account.sid}/Messages.json?PageSize=1&Page=1&PageToken=PASM9`;
      return {
        json: { messages: [{ sid: sid(isFirst ? "SA" : "SB") }], next_page_uri: isFirst ? uri : null },
      };
    };
    const found: unknown[] = [];
    const byUs = await askedBy(pages, async (server) => {
      const rows = await clientAt(`${server.url}/api/laml`).listMessages({ PageSize: 1 });
      found.push(...rows.map((row) => row.sid));
    });
    const bySdk = await askedBy(pages, async (server) =>
      sdkAt(`${server.url}/api/laml`).messages.list({ pageSize: 1 }),
    );
    expect(found).toEqual([sid("SA"), sid("SB")]);
    expect(byUs.map(({ path }) => path)[1]).toBe(
      `/api/laml/2010-04-01/Accounts/${account.sid}/Messages.json`,
    );
    expect(byUs).toEqual(bySdk);
  });
});

describe("answers", () => {
  it("what Twilio answered, with Twilio's names", async () => {
    const facts = { sid: sid("SM"), status: "queued", num_segments: "1", price: null, to: text.To };
    await using server = await openRestServer(() => ({ status: 201, json: facts }));
    expect(await clientAt(server.url).sendMessage(text)).toEqual(facts);
  });

  it("what was spent today, which is nothing where Twilio has no row of it", async () => {
    await using server = await openRestServer(() => ({ json: { usage_records: [{ price: "1.25" }] } }));
    expect(await clientAt(server.url).spentToday()).toBe("1.25");
    await using empty = await openRestServer(() => list("usage_records"));
    expect(await clientAt(empty.url).spentToday()).toBe("0");
  });

  it("at most a thousand rows of a list that never ends", async () => {
    await using server = await openRestServer(({ path }) => ({
      json: {
        calls: Array.from({ length: 300 }, () => ({ sid: sid("CA") })),
        next_page_uri: `${path}?Page=1`,
      },
    }));
    expect(await clientAt(server.url).listCalls({})).toHaveLength(1000);
    expect(server.requests).toHaveLength(4);
  });
});

describe("files", () => {
  const place = `/2010-04-01/Accounts/${account.sid}/Recordings/${sid("RE")}`;
  const sound = Buffer.from([0, 255, 1, 254]);

  it("come as bytes, from a whole or a relative address, with the account's credentials", async () => {
    await using server = await openRestServer(() => ({
      headers: { "content-type": "audio/wav" },
      bytes: sound,
    }));
    for (const url of [`${server.url}${place}.wav`, `${place}.wav`]) {
      const { bytes, contentType } = await clientAt(server.url).readBytes(url);
      expect(Buffer.from(bytes)).toEqual(sound);
      expect(contentType).toBe("audio/wav");
    }
    const basic = Buffer.from(`${account.user}:${account.password}`).toString("base64");
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([
      `Basic ${basic}`,
      `Basic ${basic}`,
    ]);
  });

  it("are followed to another host, which is not shown the credentials", async () => {
    await using store = await openRestServer(({ path }) =>
      path === "/first" ? { status: 302, headers: { location: "/second" } } : { bytes: sound },
    );
    await using server = await openRestServer(() => ({
      status: 307,
      headers: { location: `${store.url}/first` },
    }));
    const { bytes } = await clientAt(server.url).readBytes(place);
    expect(Buffer.from(bytes)).toEqual(sound);
    expect(store.requests.map(({ path, authorization }) => [path, authorization])).toEqual([
      ["/first", undefined],
      ["/second", undefined],
    ]);
  });
});
