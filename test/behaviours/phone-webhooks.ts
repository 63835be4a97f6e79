import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const docs = "https://docs.agentphone.to/documentation/guides/webhooks";
const sdk = "https://www.npmjs.com/package/agentphone";

const area = "AgentPhone: webhooks";

/** What ringback plays of AgentPhone: webhooks. */
export const phoneWebhooks = {
  ...seen(area, sdk, {
    "phone.webhooks.set":
      "Setting a webhook answers 200 with a secret that is new every time; reading it shows the secret, and null where there is none.",
    "phone.webhooks.log":
      "Deliveries are listed newest first, as a page in `items` for an account and as a bare array for an agent, with status, attempts and the beginning of the answer.",
    "phone.webhooks.stats": "Deliveries are counted for some hours, by event and by hour, and for all time.",
  }),
  ...seen(area, docs, {
    "phone.webhooks.ranges":
      "The history that goes along is 0 to 50 items, 10 unless said; the time-out is 5 to 120 seconds, 30 unless said.",
    "phone.webhooks.addresses": "A webhook's address is https and no private one: anything else is refused.",
    "phone.webhooks.oneEndpoint":
      "Exactly one endpoint hears an event: the agent's own replaces the account's.",
    "phone.webhooks.headers":
      "A delivery brings its id, its event, a timestamp in seconds and the signature, HMAC-SHA256 over timestamp, dot and the exact bytes, with the whole secret as key.",
    "phone.webhooks.test":
      "A synthetic text can be sent to a webhook; its `conversationState` has `testMode`.",
    "phone.webhooks.retries":
      "What a webhook does not take is sent again after 5 minutes, 30 minutes, 2, 6 and 12 hours, with the same id; after six attempts it has failed.",
    "phone.webhooks.permanent": "A 4xx is final: nothing is sent again.",
    "phone.webhooks.timeout":
      "A webhook that does not answer within its time-out is told again like one that answered 5xx.",
  }),
  ...inferred(area, {
    "phone.webhooks.sameId": [
      "Setting a webhook anew keeps its id and when it was made.",
      "It is documented as create or update: one webhook, not another one.",
    ],
    "phone.webhooks.loopback": [
      "Webhooks on this machine are taken, with http too; beyond it nothing is sent but to hosts that were allowed.",
      "What is tested here runs on this machine, and a simulator should not talk to the world by mistake.",
    ],
    "phone.webhooks.deleteNone": [
      "Deleting or testing a webhook that is not there answers 404.",
      "Nothing says so; every other delete of something absent answers 404.",
    ],
    "phone.webhooks.userAgent": [
      "Deliveries, and calls of custom tools that name none themselves, have the User-Agent `ringback/<version>`.",
      "The vendor's is unpublished, and the log of a receiver should tell a simulator from the service.",
    ],
    "phone.webhooks.contentType": ["Deliveries are application/json.", "Their bodies are JSON."],
    "phone.webhooks.signatureClock": [
      "Timestamps, and so signatures, go by the machine's clock; the profile's `signatureClock: virtual` has them go by the world's.",
      "Receivers refuse a timestamp that is 300 seconds off their own clock.",
    ],
    "phone.webhooks.unheard": [
      "Something that no webhook hears is an event and, once for each agent, a warning.",
      "Forgetting the webhook is the likeliest mistake, and otherwise nothing shows it.",
    ],
    "phone.webhooks.testNames": [
      "The answer to a test has the names of both places that document it: httpStatus and errorMessage, statusCode, responseMs and error.",
      "They disagree, and clients of either should find theirs.",
    ],
    "phone.webhooks.callback": [
      "A webhook may call the API before it answers.",
      "Agents do: they answer a text by sending one from within the handler.",
    ],
    "phone.webhooks.statsNames": [
      "Each event and each hour has total, success and failed; the rate is that of decided deliveries, out of 100 or of 1 as the profile says.",
      "The inner names and the scale are unpublished.",
    ],
    "phone.webhooks.transient": [
      "408, 429 and a connection that fails are tried again like a 5xx; redirects are not followed and final.",
      "They say no more than: not now. A redirect cannot be followed with a signed POST.",
    ],
    "phone.webhooks.order": [
      "Deliveries of one conversation leave one after the other, those of others beside them; one that waits for its next attempt holds nobody up.",
      "The order of a conversation is what agents rely on; twenty hours of silence for one bad answer they could not.",
    ],
    "phone.webhooks.hanging": [
      "A webhook that hangs blocks only itself: each address gets eight deliveries at once.",
      "Agents of one account must not hear less because another one is stuck.",
    ],
    "phone.webhooks.keepAlive": [
      "Connections to webhooks are kept; one that the other end had closed by then is no failure.",
      "A new connection for each text would cost more than all else.",
    ],
    "phone.webhooks.holds": [
      "In `auto` time, and while the clock is advanced, time stands still while a webhook is told.",
      "How long an agent thinks must not decide what happens next.",
    ],
    "phone.webhooks.worlds": [
      "Deliveries of worlds other than `main` say so in X-Ringback-World.",
      "One agent may serve several worlds, which the vendor does not have.",
    ],
    "phone.webhooks.replaced": [
      "Reset and restore give up what is on its way; what a snapshot holds is due again, with the same id.",
      "A snapshot stands between two instants: half a delivery is no state to go back to.",
    ],
    "phone.webhooks.forks": [
      "A fork keeps its webhooks until it is told to deliver.",
      "The original tells the same things to the same address.",
    ],
    "phone.webhooks.journal": [
      "What webhooks answer is an input of the run, and so part of its hash.",
      "Other answers lead to another run.",
    ],
    "phone.webhooks.replay": [
      "A delivery can be sent once more, as it was or changed, with the same id and a fresh signature; the log stays as it is.",
      "Whoever builds an agent wants the same event again, and events that never happened.",
    ],
    "phone.webhooks.faults.drop": [
      "A webhook fault can lose a delivery: it has failed without having been sent.",
      "Networks lose things, and the vendor gives up in the end.",
    ],
    "phone.webhooks.faults.delay": [
      "A webhook fault can let a delivery leave late; later ones do not wait for it.",
      "That is how late deliveries look to a receiver.",
    ],
    "phone.webhooks.faults.duplicate": [
      "A webhook fault can send a delivery twice, with the same id.",
      "The vendor documents that the same event may arrive twice.",
    ],
    "phone.webhooks.faults.reorder": [
      "A webhook fault can let a delivery leave after the next one of its conversation, or after 30 seconds when none comes.",
      "Receivers that rely on the order should find out here.",
    ],
    "phone.webhooks.faults.signature": [
      "A webhook fault can spoil the signature, take the timestamp back by ten minutes, or change the body after it was signed; only the first attempt is struck.",
      "Each is a check that receivers are told to make.",
    ],
    "phone.webhooks.faults.oddJson": [
      "A webhook fault can write the same JSON with other key order, spacing and escapes, signed rightly.",
      "Receivers have to sign the bytes they got, and not JSON that they wrote anew.",
    ],
    "phone.webhooks.faults.points": [
      "Faults of webhooks strike at `webhook:` and an event; they never strike operations, nor operations' faults webhooks.",
      "A pattern that fits both would otherwise do something that has no meaning.",
    ],
    "phone.webhooks.freshSignature": [
      "Every attempt is signed afresh.",
      "Receivers refuse timestamps older than five minutes, and the last attempt comes twenty hours later.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
