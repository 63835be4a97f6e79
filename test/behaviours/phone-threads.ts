import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const client = "https://www.npmjs.com/package/agentphone";
const conversationDocs = "https://docs.agentphone.to/documentation/guides/conversations";
const usageDocs = "https://docs.agentphone.to/documentation/guides/usage";

const threads = {
  ...seen("AgentPhone: conversations", client, {
    "phone.threads.list": "Conversations are listed with the latest message first, 20 of them unless asked.",
    "phone.threads.summary":
      "A conversation is listed with its number, participant, last message and metadata.",
    "phone.threads.ofAgent": "An agent's conversations are listed without group fields and metadata.",
    "phone.threads.agent": "Conversations of a deleted agent live on without one.",
    "phone.threads.detail":
      "A conversation is read with its last 50 messages, or up to 100, with reactions, media and what they answer.",
    "phone.threads.rich": "Messages of a conversation bring pictures, tapbacks and the message they answer.",
    "phone.threads.groupName": "A group is renamed with group_name; metadata and name are changed apart.",
    "phone.threads.groupName.single": "group_name is passed over in conversations with one person.",
    "phone.threads.typing": "A typing indicator is sent to an iMessage conversation with no body at all.",
    "phone.threads.background":
      "A chat background is set by image_url in iMessage conversations with one person, and removed with 204 even if there was none.",
  }),
  ...seen("AgentPhone: conversations", conversationDocs, {
    "phone.threads.metadata":
      "Metadata is any object: PATCH replaces it whole, null clears it, and the answer is the whole conversation.",
  }),
  ...inferred("AgentPhone: conversations", {
    "phone.threads.ties": [
      "Of conversations whose last messages have one instant, the one that was written in later comes first.",
      "It is the order of activity, and stays the same however often the list is read.",
    ],
    "phone.threads.agentNow": [
      "A conversation belongs to the agent that its number has now; that of a released number to the one it had.",
      "Who is attached gets its messages.",
    ],
    "phone.threads.order": [
      "Messages are listed newest first, and stand inside a conversation oldest first.",
      "Lists page backwards in time; a conversation is read from its beginning.",
    ],
    "phone.threads.metadata.bounds": [
      "Metadata of more than 16,384 characters as JSON, or that is no object, is 422.",
      "No bound is published; there has to be one.",
    ],
    "phone.threads.typing.sms": [
      "A typing indicator on SMS is 400.",
      "It is documented as iMessage only; the request itself is sound.",
    ],
    "phone.threads.background.same": [
      "The same image again changes nothing; each other one has the next version, also after a removal.",
      "The answer has a field for whether something changed.",
    ],
    "phone.threads.background.refused": [
      "A chat background on SMS or in a group is 400; an address that is not https is 422, but for one of this machine.",
      "It is documented for iMessage with one person; tests serve pictures themselves.",
    ],
    "phone.threads.unknown": [
      "Conversations of other accounts are 404, as those that do not exist.",
      "Nobody should learn which ids there are.",
    ],
  }),
};

const contacts = {
  ...seen("AgentPhone: contacts", client, {
    "phone.contacts.create": "A contact is created with 201, its number in E.164 form.",
    "phone.contacts.duplicate":
      "A number that the account's contacts have is 409, when one is created and when one is changed.",
    "phone.contacts.update": "A change of a contact changes the fields that are sent.",
    "phone.contacts.delete": "Deleting a contact answers 204.",
    "phone.contacts.search": "A search finds what name or number contain, whatever the case.",
  }),
  ...inferred("AgentPhone: contacts", {
    "phone.contacts.country": [
      "A number without a country is American; what is no number is 422.",
      "Numbers are normalised, and the service is American.",
    ],
    "phone.contacts.null": [
      "Null takes an email address or notes away, and leaves name and number.",
      "The first two may be missing, the others not.",
    ],
    "phone.contacts.order": ["Contacts are listed newest first.", "Like numbers and conversations."],
    "phone.contacts.unknown": [
      "Contacts of other accounts are 404, as those that do not exist; two accounts may know the same number.",
      "Address books are apart.",
    ],
  }),
};

const usage = {
  ...seen("AgentPhone: usage", usageDocs, {
    "phone.usage.overview":
      "Usage tells the plan with its limits, the numbers held, and messages, calls and deliveries of the last day, week and month.",
  }),
  ...seen("AgentPhone: usage", client, {
    "phone.usage.points":
      "Daily usage has a point for each of 1 to 365 days, monthly for each of 1 to 24 months.",
    "phone.usage.byNumber": "Usage by number names each number's agent.",
    "phone.usage.byAgent":
      "Usage by agent is that of the present week, month or year in a time zone; what had no agent is Unassigned.",
  }),
  ...inferred("AgentPhone: usage", {
    "phone.usage.plan": [
      "The plan comes with limits, with its name only, or not at all: usagePlan of the profile decides.",
      "The client, an older and a newer text each say otherwise.",
    ],
    "phone.usage.points.utc": [
      "Points stand oldest first, in UTC, those without any use too.",
      "Charts want every day.",
    ],
    "phone.usage.released": [
      "Usage by number has released numbers too, newest first, over all time.",
      "The history of a number stays.",
    ],
    "phone.usage.zone": [
      "Weeks begin on Monday; a time zone that is not known is 400.",
      "ISO weeks; the zone cannot be checked by its form.",
    ],
    "phone.usage.orphan": [
      "What an agent used that was deleted since is told under its id, as Deleted agent and an orphan.",
      "There is a flag for orphans, and nothing else knows the name any longer.",
    ],
  }),
};

const pages = {
  ...inferred("AgentPhone: lists", {
    "phone.pages.limits": [
      "A limit of 0, or above the documented maximum, and an offset below 0 are 422.",
      "The usual answer of the framework.",
    ],
    "phone.pages.places": [
      "Pages by offset follow each other without a gap; past the end they are empty, with the same total.",
      "hasMore and total are all a client has.",
    ],
    "phone.pages.cursors": [
      "before and after leave out their own instant, also where several messages share it; without a zone they are UTC, and a mere day is its beginning.",
      "Whoever pages by the last instant they saw must not see it again; the framework reads all three forms.",
    ],
  }),
};

const costs = {
  ...inferred("Runs", {
    "runs.cost": [
      "Every run reports what it would have cost at AgentPhone, and a budget may bound that and the texts sent.",
      "An agent that texts too much is found before it is paid for.",
    ],
  }),
};

/** What ringback plays of AgentPhone: threads. */
export const phoneThreads = {
  ...threads,
  ...contacts,
  ...usage,
  ...pages,
  ...costs,
} satisfies Readonly<Record<string, Behaviour>>;
