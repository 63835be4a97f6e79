import type { InputOf, OperationName, Operations } from "../../src/contract/operations.ts";
import { acme, newYork, phoneItem } from "./store-client.ts";

/** What there is in the world that inputs are about. */
export interface Furnished {
  readonly quoteId: string;
  readonly purchaseId: string;
  readonly serviceId: string;
  readonly number: string;
  readonly messageId: string;
  readonly iMessageId: string;
  readonly groupId: string;
  readonly callId: string;
  /** A call of an agent's that rings, and one that was answered and in which nobody speaks. */
  readonly ringingCallId: string;
  readonly talkingCallId: string;
  readonly key: string;
  readonly faultId: string;
  readonly runId: string;
  readonly deliveryId: string;
  readonly snapshot: Record<string, unknown>;
}

type OwnName = Exclude<OperationName, `agentphone.${string}`>;
type Inputs = { readonly [Name in OwnName]: (world: Furnished) => InputOf<Operations[Name]> };

/** A scenario that has nothing in common with whatever else there is in the world. */
export const shortScenario = `version: 1
name: short
people: { nina: { number: +14155550177 } }
examples: [{ name: one, caption: later }]
script:
  - after: 1h
    note: '\${example.caption}'
`;

const none = () => ({});
const ofRun = ({ runId }: Furnished) => ({ runId });
const ofMain = () => ({ name: "main" });
const ofRingingCall = ({ ringingCallId }: Furnished) => ({ callId: ringingCallId });
const ofAccount = () => ({ accountId: "acct_001" });
const ofService = ({ serviceId }: Furnished) => ({ serviceId });

/** An input that each operation accepts, with every field it has. */
export const validInputs: Inputs = {
  "store.catalog.categories": none,
  "store.catalog.search": () => ({ category: "telephony", q: "phone", limit: 3 }),
  "store.catalog.checkoutRequirements": () => ({ catalogItemId: phoneItem }),
  "store.quotes.create": () => ({ catalogItemId: phoneItem, quantity: 1, configuration: newYork }),
  "store.quotes.get": ({ quoteId }) => ({ quoteId }),
  "store.purchases.create": () => ({
    catalogItemId: phoneItem,
    quantity: 1,
    configuration: newYork,
    idempotencyKey: "every field",
  }),
  "store.purchases.get": ({ purchaseId }) => ({ purchaseId }),
  "store.services.list": () => ({ limit: 3 }),
  "store.services.get": ofService,
  "store.phone.topups.create": ({ serviceId }) => ({ serviceId, amountUsd: 15 }),
  "store.phone.messages.list": ({ serviceId }) => ({ serviceId, limit: 3, unreadOnly: true }),
  "store.phone.messages.get": ({ serviceId, messageId }) => ({ serviceId, messageId }),
  "store.phone.missedCalls.list": ({ serviceId }) => ({ serviceId, limit: 3 }),
  "store.phone.callLogs.get": ({ serviceId, callId }) => ({ serviceId, callId, limit: 3 }),
  "control.health": none,
  "control.worlds.create": () => ({
    name: "made",
    seed: "seed",
    clock: "manual",
    start: "2026-04-01T10:22:00Z",
  }),
  "control.worlds.list": none,
  "control.worlds.get": ofMain,
  "control.worlds.drop": () => ({ name: "other" }),
  "control.worlds.reset": ofMain,
  "control.worlds.snapshot": ofMain,
  "control.worlds.keep": () => ({ name: "main", as: "before" }),
  "control.worlds.restore": ({ snapshot }) => ({ name: "main", snapshot }),
  "control.worlds.fork": () => ({ name: "main", as: "copy" }),
  "control.clock.get": none,
  "control.clock.setMode": () => ({ mode: "manual" }),
  "control.clock.advance": () => ({ by: "1s" }),
  "control.clock.next": none,
  "control.people.add": () => ({ name: "nina", number: "+14155550199", answers: { after: "3s" } }),
  "control.people.instruct": () => ({
    number: "+14155550199",
    answers: { after: "3s" },
    says: ["Hello?"],
    played: true,
    agentPlayed: false,
  }),
  "control.people.list": none,
  "control.people.text": ({ groupId }) => ({
    from: acme,
    to: "+14155550188",
    body: "hello",
    mediaUrls: ["https://example.com/a.png"],
    channel: "imessage",
    group: groupId,
  }),
  "control.people.otp": ({ number }) => ({
    from: acme,
    to: number,
    digits: 6,
    code: "123456",
    text: "${code}",
    expiresIn: "5m",
  }),
  "control.otps.check": ({ number }) => ({ to: number, code: "123456" }),
  "control.people.call": ({ number }) => ({ from: acme, to: number, ringFor: "20s" }),
  "control.lines.create": () => ({
    provider: "store",
    country: "GB",
    type: "local",
    number: "+442079460123",
    locality: "london",
    balanceMinor: 1000,
    accountId: "acct_001",
  }),
  "control.lines.list": none,
  "control.accounts.create": () => ({ name: "account", walletUsd: 10, creditUsd: 5 }),
  "control.accounts.list": none,
  "control.agents.create": () => ({ accountId: "acct_001", name: "agent" }),
  "control.keys.create": () => ({ agentId: "agent_001" }),
  "control.wallet.get": ofAccount,
  "control.wallet.set": () => ({ accountId: "acct_001", walletUsd: 10 }),
  "control.policies.get": () => ({ ownerId: "acct_001" }),
  "control.policies.set": ({ key }) => ({
    ownerId: key,
    rules: {
      maxPerPurchaseMinor: 1,
      maxPerDayMinor: 1,
      maxPerMonthMinor: 1,
      allowedCategories: ["telephony"],
      allowedCatalogItemIds: [phoneItem],
      allowedCountryCodes: ["US"],
      allowTopups: true,
    },
  }),
  "control.storeSettings.get": ofAccount,
  "control.storeSettings.change": () => ({
    accountId: "acct_001",
    markReadOnGet: true,
    quoteLifetime: "15m",
    showQuoteExpiry: false,
    showCallLogExtras: true,
    largestTopupUsd: 1000,
  }),
  "control.wait": () => ({ type: "message.received", after: 0, timeout: "30s" }),
  "control.faults.add": () => ({
    point: "store.phone.*",
    times: 2,
    chance: 0.5,
    answer: { status: 503, code: "busy", message: "Try again." },
  }),
  "control.faults.list": none,
  "control.faults.clear": ({ faultId }) => ({ faultId }),
  "control.world.state": none,
  "control.carrier.get": none,
  "control.carrier.stop": none,
  "control.carrier.release": () => ({ number: "+14155550123", confirm: true }),
  "control.scenarios.validate": () => ({ text: shortScenario, file: "short.yaml", includes: {} }),
  "control.scenarios.play": () => ({ text: shortScenario, file: "short.yaml", includes: {}, example: "one" }),
  "control.scenarios.list": none,
  "control.scenarios.status": ofRun,
  "control.scenarios.pause": ofRun,
  "control.scenarios.resume": ofRun,
  "control.scenarios.step": ofRun,
  "control.scenarios.finish": ofRun,
  "control.webhooks.deliveries.list": () => ({ status: "pending", limit: 3, offset: 0 }),
  "control.webhooks.deliveries.replay": ({ deliveryId }) => ({
    deliveryId,
    body: "{}",
    headers: { "X-Extra": "1" },
  }),
  "control.webhooks.deliver": none,
  "control.requests.list": () => ({ after: 0, limit: 100, operation: "store.*" }),
  "control.metrics": none,
  "control.events.list": () => ({ after: 0, limit: 100, type: "message.received" }),
  "control.phoneAgents.create": () => ({
    accountId: "acct_001",
    name: "front desk",
    voiceMode: "hosted",
    systemPrompt: "Be brief.",
    beginMessage: "Hello!",
    webhookUrl: "http://127.0.0.1:9/hook",
  }),
  "control.people.locate": () => ({ number: acme, latitude: 37.77, longitude: -122.42 }),
  "control.people.receipt": ({ iMessageId }) => ({
    messageId: iMessageId,
    status: "undelivered",
    errorCode: "30003",
    why: "Switched off.",
  }),
  "control.people.react": ({ iMessageId }) => ({
    from: acme,
    reaction: "love",
    messageId: iMessageId,
    to: "+14155550188",
    last: true,
  }),
  "control.mailbox.list": () => ({ to: "nina@example.com", limit: 3 }),
  "control.profiles.get": ofAccount,
  "control.profiles.change": () => ({
    accountId: "acct_001",
    idStyle: "prefixed",
    errorShape: "detail",
    validationShape: "list",
    requireRegistration: false,
    requirePaymentMethod: false,
    hasPaymentMethod: false,
    scarceAreaCode: "conflict",
    emptyAreaCodes: ["212", "*"],
    usagePlan: "limits",
    planName: "payg",
    rateLimits: false,
    enforceBalance: false,
    numberLimit: 10,
    enforceNumberLimit: false,
    numberType: "sms",
    sendingLimits: false,
    signatureClock: "real",
    stopReachesWebhook: true,
    missingContactCard: "not_found",
    emojiReactions: true,
    maskNumbers: false,
    successRateScale: 100,
    callLimit: 5,
    enforceCallLimit: false,
    callLimitStatus: 429,
    transcriptShape: "turns",
    hostedVoice: "http://localhost:8080/voice",
    voiceOddities: ["role-history"],
    wordMs: 400,
    maxCallMinutes: 30,
    recording: false,
  }),
  "control.calls.list": () => ({ all: true, limit: 10 }),
  "control.calls.get": ofRingingCall,
  "control.calls.take": ofRingingCall,
  // What is over is not waited for.
  "control.calls.wait": ({ callId }) => ({ callId, until: "turn", turns: 0, timeout: "0s" }),
  "control.calls.answer": (world) => ({ ...ofRingingCall(world), by: "person", after: "3s" }),
  "control.calls.refuse": (world) => ({ ...ofRingingCall(world), why: "busy" }),
  "control.calls.say": (world) => ({
    ...ofRingingCall(world),
    text: "Hello?",
    interrupt: false,
    confidence: 0.9,
  }),
  "control.calls.press": (world) => ({ ...ofRingingCall(world), digits: "12#" }),
  "control.calls.hangUp": (world) => ({ ...ofRingingCall(world), drop: true }),
  "control.calls.speak": ({ talkingCallId }) => ({
    callId: talkingCallId,
    text: "Hello.",
    digits: "1",
    then: "hang up",
    more: false,
  }),
  "control.calls.runTool": ({ talkingCallId }) => ({
    callId: talkingCallId,
    tool: "look_up",
    with: { id: 1 },
  }),
  "control.credit.get": ofAccount,
  "control.credit.set": () => ({ accountId: "acct_001", creditUsd: 5 }),
  "control.ledger.list": () => ({ accountId: "acct_001", limit: 3 }),
  "control.registrations.decide": () => ({ accountId: "acct_001", status: "approved" }),
};
