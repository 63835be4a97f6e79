import { inferred, seen } from "../support/behaviour.ts";

const docs = "https://docs.agentphone.to";
const sdk = "https://www.npmjs.com/package/agentphone";
const skills = "https://github.com/AgentPhone-AI/skills";

const agents = {
  ...seen("AgentPhone: agents", skills, {
    "phone.agents.defaults":
      "An agent of which only the name is said is a webhook's, with the usual voice, balanced, fast, without prompt, greeting and tools.",
    "phone.agents.hosted": "A hosted agent needs a prompt, when it is made and when it becomes hosted.",
    "phone.agents.toWebhook": "An agent that is changed to webhook mode loses its prompt and its greeting.",
    "phone.agents.ranges":
      "Silence, speed, sensitivity and the lengths of texts have their published ranges; models, sounds and languages are lists.",
    "phone.agents.clear":
      "An empty transferNumber removes it, an empty voicemailMessage turns voicemail off; transfers go to +1 numbers of the United States and Canada only.",
    "phone.voices":
      "Voices come under data in snake_case, of eight providers, the usual one among them; gender, accent and preview may be null.",
  }),
  ...seen("AgentPhone: agents", sdk, {
    "phone.agents.patch":
      "Only the fields that are sent change; customTools replaces the set, and [] clears it.",
    "phone.agents.tools":
      "At most twenty tools, each with a name of its own of 1 to 64 letters, digits, _ and -, an https URL, GET or POST.",
    "phone.agents.delete":
      "Deleting answers success, id and name; numbers, conversations and calls live on with agentId null.",
    "phone.agents.list": "Agents come as {data, total}, without hasMore.",
    "phone.numbers.attach":
      "Attaching takes a number of the same account that is not released; detaching leaves it active with agentId null.",
  }),
  ...seen("AgentPhone: agents", docs, {
    "phone.agents.firstNumber":
      "A number belongs to one agent, an agent may hold several; the one attached first comes first and is its default sender.",
  }),
  ...inferred("AgentPhone: agents", {
    "phone.agents.order": [
      "Agents are listed newest first.",
      "So are all of the vendor's lists that say how.",
    ],
    "phone.agents.stillHosted": [
      "A change that would leave a hosted agent without a prompt is 422.",
      "The rule for making one would mean nothing if the next request could undo it.",
    ],
    "phone.agents.null": [
      "null in a change, where a field cannot be null, brings its default back; a null name changes nothing.",
      "The types allow null there, and the answers never show it.",
    ],
    "phone.agents.reserved": [
      "end_call, transfer_call, press_digit, send_message and read_messages are no names for tools: 422.",
      "The vendor reserves names without publishing them; these are what hosted agents are known to do.",
    ],
    "phone.agents.localTools": [
      "A tool's URL may also be http on this machine.",
      "Whoever tests tools here has no certificate; other http addresses are refused as documented.",
    ],
    "phone.agents.anyVoice": [
      "A voice that is not in the list is taken.",
      "There are hundreds of voices and voices of one's own; the list here holds a few dozen, and a refusal would be wrong more often than right.",
    ],
    "phone.agents.webhookGoes": [
      "An agent's own webhook goes with it.",
      "Nothing could reach it, or change it, once its agent is gone.",
    ],
    "phone.numbers.move": [
      "Attaching a number that another agent holds moves it; it becomes the last of the new agent's numbers.",
      "A number belongs to one agent, and no refusal is documented.",
    ],
    "phone.numbers.detachOther": [
      "Detaching a number from an agent that does not hold it is 404.",
      "The path names a thing that is not there.",
    ],
  }),
};

const numbers = {
  ...seen("AgentPhone: numbers", sdk, {
    "phone.numbers.buy":
      "Buying takes US or CA, US when not said, perhaps an area code of three digits and an agent, and answers 200 with the number, active.",
    "phone.numbers.list": "The list leaves released numbers out; by its id a released number is still found.",
  }),
  ...seen("AgentPhone: numbers", skills, {
    "phone.numbers.release":
      "A release is final: 400 when asked again; history stays, nothing is paid back, the number returns to the network.",
    "phone.numbers.areaCode": "An area code without stock is 409, and the detail names others.",
    "phone.numbers.shortage": "A country without stock is 503.",
    "phone.numbers.limit": "Numbers beyond the account's limit are 409, where that is held.",
    "phone.numbers.billing":
      "Without a payment method, where one is wanted, and without $3.00, where the balance is held, buying is 402.",
    "phone.numbers.outboundSms":
      "outboundSms says enabled, or, where a registration is wanted, registration_required, then activating, then enabled.",
    "phone.numbers.lookup":
      "A look-up takes up to 25 numbers between commas and costs $0.009 each; it tells line type, country and RCS.",
  }),
  ...seen("AgentPhone: numbers", `${docs}/documentation/guides/usage`, {
    "phone.numbers.rent":
      "A number costs $3.00 when bought and every thirty days, with thirty days of grace.",
    "phone.numbers.anyAreaCode":
      "With scarceAreaCode any, a wish for an area code without stock gets another number, as the older pages say.",
  }),
  ...inferred("AgentPhone: numbers", {
    "phone.numbers.order": [
      "Numbers are listed newest first.",
      "So are all of the vendor's lists that say how.",
    ],
    "phone.numbers.masked": [
      "With maskNumbers the list shows +141****3597, and a number read by its id is whole.",
      "The real list has been seen to hide digits of some accounts; which is not known.",
    ],
    "phone.numbers.grace": [
      "An enforced balance that cannot pay the rent is asked every day for thirty days; then the number is released. With money again, the rent goes on as if it had been paid in time.",
      "Thirty days of grace are published, not what happens in them.",
    ],
    "phone.numbers.rentedAgain": [
      "A released number may be rented by somebody else, who finds nothing of what was there before.",
      "The network has few numbers here, and a stranger's texts are nobody else's.",
    ],
    "phone.numbers.lookupTypes": [
      "Numbers that somebody holds here are voip, all others mobile, none has RCS; what is no number, or an emergency line, is 422, and nothing is charged then.",
      "It is what the network here knows; the vendor's list of types is not published.",
    ],
    "phone.numbers.declared": [
      "A number that a scenario or the controls declare costs nothing and pays no rent.",
      "It is furniture, not a purchase.",
    ],
  }),
};

const cards = {
  ...seen("AgentPhone: contact cards", sdk, {
    "phone.cards.put":
      "A number's card is set whole and answered with hasAvatar in place of the picture; removing it is 204.",
    "phone.capabilities":
      "Capabilities tell whether a number has iMessage and SMS, and when that was seen; asking needs an iMessage line.",
    "phone.location":
      "A location is latitude, longitude, status and lastUpdated; a refresh says to ask again after 20 seconds.",
  }),
  ...inferred("AgentPhone: contact cards", {
    "phone.cards.unset": [
      "A number without a card is 404, or an empty card where the profile says so.",
      "The answer is not published; the setting is there because both are likely.",
    ],
    "phone.cards.smsLine": [
      "A card of a number on SMS is 400, to read and to set; removing what cannot be there is 204.",
      "The vendor refuses what only iMessage has with 400 elsewhere, and documents no 400 for removing.",
    ],
    "phone.capabilities.noLine": [
      "Without an iMessage line on the account, capabilities are 400.",
      "That one is needed is published, the status is not.",
    ],
    "phone.location.status": [
      "status is available, or unavailable for people who share no place; lastUpdated counts seconds, 0 for never; a number that is nobody's is 404.",
      "The values are not published; these are the plainest.",
    ],
  }),
};

/** What ringback plays of AgentPhone: agents, voices, numbers, contact cards, capabilities, locations. */
export const phoneNumbers = { ...agents, ...numbers, ...cards };
