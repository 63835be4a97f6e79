import { inferred, seen } from "../support/behaviour.ts";

const sdk = "https://www.npmjs.com/package/agentphone";
const docs = "https://docs.agentphone.to/documentation/guides/messages";
const twilio = "https://www.twilio.com/docs/iam/test-credentials";
const sending = "AgentPhone: sending texts";
const receiving = "AgentPhone: receiving texts";

/** What ringback plays of AgentPhone: texts. */
export const phoneTexts = {
  ...seen(sending, sdk, {
    "phone.texts.send":
      "POST /v1/messages takes and answers snake_case, with 200 and the status sent; the first text between two makes their conversation.",
    "phone.texts.list":
      "A number's texts come in camelCase, the sender under from_, 50 at a time and at most 200, with hasMore and no total.",
    "phone.texts.target":
      "to_number is a number in any spelling, a short code, an email address or a group; recipients start a group; exactly one of the two.",
    "phone.texts.media":
      "A text brings media_url or up to 20 media_urls, not both; then its body may be empty.",
    "phone.texts.effects": "An iMessage has one of twelve effects; a text that goes out as SMS loses it.",
    "phone.texts.reactions":
      "A reaction is one of six tapbacks, or a single emoji; it is answered in snake_case and shows on the message.",
    "phone.texts.groups":
      "Two to 32 recipients make an iMessage group, whose grp_ id is the answer's to_number; texts to that id go on in it.",
  }),
  ...seen(sending, docs, {
    "phone.texts.sender":
      "from_number goes before number_id, and that before agent_id, which means the agent's first number.",
    "phone.texts.channel":
      "A text is an iMessage when both sides can, else MMS with media, else SMS; there is no setting.",
    "phone.texts.carousel": "Several pictures of an iMessage are a carousel, whose body must be empty.",
    "phone.texts.neitherTarget": "Without to_number and recipients the 422 says how to name a recipient.",
    "phone.texts.reply":
      "A reply to an unknown message fails whole with 404; one that cannot be threaded is sent, with reply_parent_unresolved.",
    "phone.texts.registration":
      "Where registration is required, SMS to the United States is 403 with a link until it is approved; inbound always works.",
    "phone.texts.price": "Every text costs $0.02, sent or received; a balance that is too low is 402.",
    "phone.texts.segments": "A segment is 160 characters, or 70 in Unicode.",
    "phone.texts.failure":
      "A text that was answered with sent may fail later, with a reason: an opt-out, for one.",
    "phone.texts.coldLimit": "An iMessage line writes to at most 50 new people a day.",
    "phone.texts.whatsapp": "WhatsApp's fields are checked, then refused with 403 WHATSAPP_NOT_ENABLED.",
    "phone.texts.protected":
      "Emergency and crisis destinations are 403, in every spelling and with every setting.",
  }),
  ...seen(sending, twilio, {
    "phone.texts.twilioNumbers":
      "+1 500 555 0001, 0002, 0003, 0004 and 0009 fail as in Twilio's test credentials, with its codes.",
  }),
  ...inferred(sending, {
    "phone.texts.magicNumbers": [
      "Numbers from +1 500 555 0100 on answer, stop, delay, repeat or lose texts without a scenario.",
      "Nobody can be called so, and whoever tries something out wants an answer without writing a story.",
    ],
    "phone.texts.receipt": [
      "A text to a person is delivered after a second, one to a line at once; only the first report counts.",
      "Carriers take about that long, and receipts do come twice or contradict each other.",
    ],
    "phone.texts.senderRefusals": [
      "An agent without a number and a released number are 400; a number of another account is 404, as is an unknown one.",
      "No text says so; the first two are states that can be put right, and nobody may learn of other accounts' numbers.",
    ],
    "phone.texts.requestRefusals": [
      "Wishes that do not go together are 422: both targets, both kinds of media, an empty text, no sender.",
      "They are checked with the fields, as the vendor's quoted 422 for a missing target is.",
    ],
    "phone.texts.iMessageOnly": [
      "Groups and email addresses are 400 from a number that has no iMessage.",
      "The documentation says only that they need one.",
    ],
    "phone.texts.limits": [
      "With sendingLimits, an iMessage line sends at most 3 texts to somebody who never answered, 10 in a row, 200 a day outside of 24 hours after an answer, none after 30 days of silence: five 429 codes without Retry-After.",
      "The codes are published and that they are not to be retried; the thresholds are not, but for the new people a day.",
    ],
    "phone.texts.olderLines": [
      "With emojiReactions off, a line sends the six tapbacks, and any other emoji is 400.",
      "Newer lines are documented to send any emoji, older ones to ask for an upgrade; which lines are newer is not.",
    ],
    "phone.texts.oneReaction": [
      "Everybody has one reaction on a message: a second replaces the first.",
      "iMessage has it so, and the API has no way to take one back.",
    ],
    "phone.texts.local": [
      "Media may also come from http on this machine.",
      "Agents under test serve their own pictures.",
    ],
  }),
  ...seen(receiving, docs, {
    "phone.texts.received":
      "A text reaches the webhook as agent.message, with its contact, the conversation's state and what was said before.",
    "phone.texts.receivedCarousel": "A carousel arrives as several messages with one medium each.",
    "phone.texts.senders": "Texts come from numbers, short codes and, as iMessage, from Apple IDs.",
    "phone.texts.optOut":
      "STOP and its like stop SMS from that line to whoever wrote it, START and its like allow them again, HELP does neither.",
    "phone.texts.receivedReaction":
      "A reaction reaches the webhook as agent.reaction, with the message it is on.",
    "phone.texts.receivedGroup": "A text in a group brings the group and who wrote it.",
  }),
  ...inferred(receiving, {
    "phone.texts.stopReaches": [
      "An opt-out word reaches the webhook too, unless stopReachesWebhook is off.",
      "An integration in production acts on such texts; no page says whether they arrive.",
    ],
    "phone.texts.optOutChannel": [
      "Opt-outs are the carriers' and neither heard nor held on iMessage.",
      "iMessages do not pass through carriers.",
    ],
    "phone.texts.history": [
      "recentHistory is oldest first and ends before the text itself.",
      "The example shows one item; a conversation reads in this order.",
    ],
    "phone.texts.twoSided": [
      "What one of our lines sends to another arrives there after a second, as a text of its own, whichever service has the line.",
      "Both are numbers on one network, and at once would let two agents text each other for ever within one instant.",
    ],
    "phone.texts.otpUsed": [
      "A code that came to an account's line counts as used when one of its lines texts it.",
      "That is how an agent passes a code on; the scenario wants to know.",
    ],
  }),
};
