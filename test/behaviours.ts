import { phoneAccounts } from "./behaviours/phone-accounts.ts";
import { phoneCallApi } from "./behaviours/phone-call-api.ts";
import { phoneCallTools } from "./behaviours/phone-call-tools.ts";
import { phoneCalls } from "./behaviours/phone-calls.ts";
import { phoneErrors } from "./behaviours/phone-errors.ts";
import { phoneHosted } from "./behaviours/phone-hosted.ts";
import { phoneNumbers } from "./behaviours/phone-numbers.ts";
import { phoneRecordings } from "./behaviours/phone-recordings.ts";
import { phoneScenarios } from "./behaviours/phone-scenarios.ts";
import { phoneTexts } from "./behaviours/phone-texts.ts";
import { phoneThreads } from "./behaviours/phone-threads.ts";
import { phoneTools } from "./behaviours/phone-tools.ts";
import { phoneVoice } from "./behaviours/phone-voice.ts";
import { phoneWebhooks } from "./behaviours/phone-webhooks.ts";
import { type Behaviour, type Gap, inferred, seen } from "./support/behaviour.ts";

const overview = "https://ag3n7.store/docs";
const phone = "https://ag3n7.store/docs/phone-api";
const servers = "https://ag3n7.store/docs/servers";
const domains = "https://ag3n7.store/docs/domains";
const storage = "https://ag3n7.store/docs/storage";
const router = "https://ag3n7.store/docs/llm-router";

const catalog = {
  ...seen("Catalog", phone, {
    "catalog.search.phone":
      "A search in telephony for a phone number finds one item, Global Phone Numbers, with its id, sku, name, category and checkout kind.",
    "catalog.requirements.phone":
      "A phone number needs a country, a number type and capabilities; the answer is flat and names three management capabilities.",
  }),
  ...seen("Catalog", servers, {
    "catalog.search.servers":
      "A search in compute finds the two virtual servers and the GPU server, in that order.",
    "catalog.requirements.servers":
      "A server's requirements list its supported images and no management capabilities.",
  }),
  ...seen("Catalog", domains, {
    "catalog.search.domains": "A search in domains finds the .com registration.",
  }),
  ...seen("Catalog", storage, {
    "catalog.search.storage":
      "A search in storage for an object store finds the object store first and the block volume after it.",
  }),
  ...seen("Catalog", router, {
    "catalog.search.router": "A search in api_tokens finds the credits of the model router.",
  }),
  ...seen("Catalog", overview, {
    "catalog.categories": "The categories can be listed, telephony among them.",
  }),
  ...inferred("Catalog", {
    "catalog.categories.shape": [
      "Categories come as {categories: [{id, name}]}.",
      "Every list that is documented is wrapped in its plural noun.",
    ],
    "catalog.search.ranking": [
      "Within a category the words only rank the items; without a category every word must match an item.",
      "It is the simplest rule that gives every documented search its documented result.",
    ],
    "catalog.search.empty": [
      "A search that finds nothing answers an empty list.",
      "An empty result is no error in any documented list.",
    ],
    "catalog.rest": [
      "The catalog is at /catalog/categories, /catalog/items (also /catalog/search) and /catalog/items/:id/checkout-requirements.",
      "The three documented paths turn a tool's noun into a plural path; these follow the same rule.",
    ],
    "catalog.unknownItem": [
      "An item that is not in the catalog is 404 with its id.",
      "The usual status for an unknown resource.",
    ],
  }),
};

const quotes = {
  ...seen("Quotes", phone, {
    "quotes.transcript":
      "A local US number with ten dollars on it is quoted at 1250 minor units, with a name and four details.",
    "quotes.localityNotEchoed": "A locality is taken and not repeated in the quote.",
    "quotes.countries":
      "Twelve countries offer 27 pairs of country and number type; nine pairs do not exist.",
  }),
  ...inferred("Quotes", {
    "quotes.allMistakes": [
      "Every missing field and every wrong one is told at once, in details.missingFields and details.issues.",
      "An agent that is told one mistake at a time needs a turn for each.",
    ],
    "quotes.unsupported": [
      "Values of the right kind that no country offers are 422, with the field and what is allowed.",
      "The list of countries is in the documentation only; the refusal is where an agent can learn it.",
    ],
    "quotes.flatRent": [
      "The rent is 250 minor units for every pair, and the opening balance is charged one to one.",
      "One price is documented; the top-up and the router's credits are one to one, so what is left over is rent.",
    ],
    "quotes.displayName": [
      "The name shows whole dollars without cents, other amounts with two decimals, and no balance of zero.",
      "One example exists, with ten dollars.",
    ],
    "quotes.defaults": [
      "Locality and initialBalanceUsd may be left out; the balance is then 0 and is still told as a number.",
      "Neither is among the documented required fields.",
    ],
    "quotes.quantityOne": [
      "A quantity other than 1 is refused.",
      "The answer to a purchase has room for one service.",
    ],
    "quotes.capabilities": [
      "At least one capability of sms and voice, none twice, told back in the order given.",
      "The documented example is told back in its order; twice the same means nothing.",
    ],
    "quotes.expiry": [
      "A quote lives for 15 virtual minutes; from then on buying it is 410. The time can be set, and 0 means for ever.",
      "A price that is promised without end would be unusual; the length is a guess.",
    ],
    "quotes.noEffect": [
      "A quote neither takes money, nor reserves a number, nor meets a policy.",
      "It shows no number, and what it costs is taken by the purchase.",
    ],
    "quotes.singleUse": [
      "A quote can be bought once; again under another idempotency key is 409.",
      "An agent that lost its key would otherwise buy twice.",
    ],
    "quotes.private": ["Another agent's quote is 404.", "What is not yours does not show that it exists."],
    "quotes.read": [
      "GET /quotes/:id answers the quote again, as it was made.",
      "A convenience; no tool is documented for it.",
    ],
    "quotes.expiryShown": [
      "With the setting showQuoteExpiry a quote says expiresAt; without it, it has the documented fields only.",
      "Agents' authors want to see it, and the documented shape must stay whole.",
    ],
  }),
};

const purchases = {
  ...seen("Purchases", phone, {
    "purchases.transcript":
      "A purchase of a quote completes at once and answers the purchase and the head of its service.",
    "purchases.firstNumber": "The first local number in New York is +1 212 555 0186.",
  }),
  ...seen("Purchases", overview, {
    "purchases.quoteless": "An item can be bought without a quote, by its id, quantity and configuration.",
    "purchases.status": "A purchase's status can be read by its id.",
  }),
  ...inferred("Purchases", {
    "purchases.eitherOr": [
      "A purchase names a quote or an item; both, or neither, is 400.",
      "The documentation joins the two with an or.",
    ],
    "purchases.keyRequired": [
      "idempotencyKey is required, 1 to 255 characters.",
      "The documentation marks other fields as optional, and not this one.",
    ],
    "purchases.replay": [
      "The same key and the same request answer the first answer again, with status 200, and buy nothing.",
      "What public APIs mean by an idempotency key.",
    ],
    "purchases.conflict": [
      "The same key with another request is 409.",
      "What public APIs mean by an idempotency key.",
    ],
    "purchases.failureNotStored": [
      "A refused purchase leaves its key free, so that the same request succeeds once the reason is gone.",
      "An agent told to fund the wallet must be able to try again.",
    ],
    "purchases.lateReplay": [
      "A repeated request is answered even after its quote has expired.",
      "The key is looked up before the quote is.",
    ],
    "purchases.concurrent": [
      "Equal requests in flight together end as one purchase, one debit and one number.",
      "Clients retry before the first answer is there.",
    ],
    "purchases.keyScope": [
      "An idempotency key belongs to the agent: a rotated API key keeps it, another agent's is another.",
      "Keys are agent-scoped, and rotating one must not buy twice.",
    ],
    "purchases.private": [
      "Another agent's purchase is 404.",
      "What is not yours does not show that it exists.",
    ],
    "purchases.status.shape": [
      "The status of a purchase has the shape of the answer that made it, also at /purchases/:id/status.",
      "It is the cheapest shape for a client that polls.",
    ],
    "purchases.prices": [
      "The price of a quote holds: what is paid is what was quoted.",
      "The documented totals are equal.",
    ],
    "purchases.allOrNothing": [
      "A purchase that is refused takes no money, no number and no id.",
      "Half a purchase helps nobody.",
    ],
    "purchases.locality": [
      "A known locality decides the area code; an unknown one is no wish at all.",
      "Nothing in the documented answers promises a locality.",
    ],
  }),
};

const services = {
  ...seen("Services and balances", phone, {
    "services.transcript":
      "A phone service has a head and a phone block: E.164 number, country, type, capabilities and balance.",
    "services.displayNumber": "A number is shown in international form with single spaces only.",
    "topups.transcript": "A top-up answers the balance before and after, as dollars with two decimals.",
    "topups.rest": "A top-up is a POST to /services/:id/phone/topups with amountUsd.",
  }),
  ...inferred("Services and balances", {
    "services.list": [
      "The list has the heads of the agent's services, newest first, at most limit.",
      "The plural noun wraps it as it does every documented list; the latest matters most.",
    ],
    "services.private": [
      "Another agent's service is 404 in every operation.",
      "What is not yours does not show that it exists.",
    ],
    "services.states": [
      "A top-up of a number that is not active is 409, and so is every phone operation on a service of another type.",
      "Both are conflicts with the state of the service; here only tests bring them about.",
    ],
    "topups.repeat": ["Every accepted top-up adds again.", "No idempotency key is documented for it."],
    "topups.amounts": [
      "An amount is a JSON number above 0 with at most two decimals and at most $1,000.00, which can be set.",
      "Money has cents; a ceiling catches a misplaced decimal point.",
    ],
    "topups.cents": [
      "Balances are counted in whole cents: a hundred top-ups of a dime are ten dollars.",
      "Floating-point sums would drift.",
    ],
    "topups.wallet": [
      "A top-up is paid by the account's wallet.",
      "The wallet is the one documented place for money.",
    ],
  }),
};

const spending = {
  ...seen("Wallet and policies", overview, {
    "wallet.shared": "An account has one wallet, and its agents have keys of their own.",
    "policies.layers": "Policies are layered.",
  }),
  ...inferred("Wallet and policies", {
    "wallet.start": ["A wallet starts with $1,000.00.", "Enough that no test has to fund it first."],
    "wallet.insufficient": [
      "What the wallet cannot pay is 402, with what is needed and what is there, and changes nothing.",
      "402 is the status made for it.",
    ],
    "wallet.control": [
      "Agents cannot read or fund the wallet; whoever runs ringback can.",
      "No tool or path for it is documented.",
    ],
    "policies.rules": [
      "A policy limits the amount of a purchase, of a day and of a month, allows categories, items and countries, and top-ups.",
      "The rules are not documented; these are the ones that a spending limit needs.",
    ],
    "policies.order": [
      "Account, agent and key must all allow it; the first that does not is named with its rule in a 403.",
      "Layers that could overrule each other would not limit.",
    ],
    "policies.windows": [
      "Days and months are those of UTC on the virtual clock, and count what the layer's owner spent.",
      "Every documented instant is UTC.",
    ],
    "policies.topups": [
      "Top-ups count towards the amounts and can be forbidden.",
      "They spend the same money.",
    ],
  }),
};

const inbox = {
  ...seen("Inbox and calls", phone, {
    "messages.list.transcript":
      "A listed text has a direction and a preview and no body; instants are UTC to the second.",
    "messages.get.transcript":
      "A text read by its id has its body and the status received, and no direction.",
    "messages.rest": "Texts are at GET /services/:id/phone/messages with limit and unreadOnly.",
    "missedCalls.transcript":
      "A missed call has the status missed and lasted 0 seconds; the list is named calls.",
    "missedCalls.rest": "Missed calls are at GET /services/:id/phone/missed-calls with limit.",
    "callLog.exists": "A call log can be read besides the missed calls.",
  }),
  ...inferred("Inbox and calls", {
    "messages.order": [
      "Texts are listed newest first.",
      "With a limit and no cursor no other order is of use.",
    ],
    "lists.limit": [
      "A limit is a whole number from 1 to 100; without one lists have 20 entries.",
      "The documented values are 2, 3 and 10; the bounds are usual.",
    ],
    "messages.unreadOnly": [
      "unreadOnly may be true, false, 1 or 0 in a query; anything else is 400.",
      "The documented value is true.",
    ],
    "messages.markRead": [
      "Reading a text by its id marks it read; listing does not.",
      "It is the one documented act of reading a body, and there is no tool that marks.",
    ],
    "messages.markRead.setting": [
      "With the setting markReadOnGet off, reading marks nothing.",
      "The rule is a guess, so it has a switch.",
    ],
    "messages.preview": [
      "A preview is the first 80 code points in one line, with an ellipsis when something was cut.",
      "The documented preview is 32 characters long and whole; one-time codes stay readable.",
    ],
    "messages.private": [
      "A text or call of another number is 404.",
      "Ids are looked up in the service that the path names.",
    ],
    "messages.withoutSms": [
      "A number without sms has an empty inbox and takes no texts.",
      "A list that is empty is no error.",
    ],
    "calls.withoutVoice": [
      "A number without voice has no calls and takes none.",
      "A list that is empty is no error.",
    ],
    "calls.order": ["Calls are listed newest first, by when they began.", "As texts are."],
    "callLog.readings": [
      "With a call's id the log answers that call, without one the whole log, at /phone/call-logs.",
      "The tool's name and place allow both readings.",
    ],
    "callLog.extras": [
      "An entry of the log has direction and endedAt besides; the setting showCallLogExtras takes them away.",
      "No entry is documented, so the strict reading is the one of missed calls.",
    ],
  }),
};

const doors = {
  ...seen("Keys and HTTP", phone, {
    "http.bearer": "Requests carry Authorization: Bearer with an agent key; bodies are application/json.",
  }),
  ...seen("Keys and HTTP", overview, {
    "keys.form": "An agent key has the form ask_live_<id>.<secret>.",
  }),
  ...inferred("Keys and HTTP", {
    "errors.envelope": [
      "A refusal is {error: {code, message, details}} under /v1/agent, whatever went wrong.",
      "Successful answers are wrapped in a singular noun; errors are not documented.",
    ],
    "errors.why": [
      "Every refusal says why in the header X-Ringback-Why.",
      "Vendors' bodies leave no room for our explanations.",
    ],
    "http.statuses": [
      "Reading is 200, making is 201, a repeated purchase is 200.",
      "Usual, and the documented clients read the body only.",
    ],
    "keys.missing": [
      "Without a key, or with one of another form, every operation is 401 with WWW-Authenticate: Bearer.",
      "Usual for bearer keys.",
    ],
    "keys.unknown": [
      "A key of the right form that ringback did not make acts for the default account, unless strictKeys is set.",
      "Agents under test often have a key configured already.",
    ],
    "http.methods": [
      "A known path with another method is 405 with allow; HEAD is answered wherever GET is.",
      "What HTTP asks for.",
    ],
    "http.unknownPath": [
      "An unknown path is 404 in the envelope.",
      "Clients parse every answer under /v1/agent alike.",
    ],
    "http.badJson": [
      "A body that is no JSON object, not UTF-8 or nested deeper than 64 levels is 400.",
      "Nothing that a client means to send looks like that.",
    ],
    "http.contentType": [
      "A body of another type than JSON is 415; no body is an empty one.",
      "Every documented request with a body says that it is JSON.",
    ],
    "http.tooLarge": [
      "A body of more than 512 KiB is 413, after it has been read to its end.",
      "A sender that is cut off hears no answer.",
    ],
    "http.badEscapes": ["A path whose percent escapes make no sense is 400.", "It cannot name anything."],
    "http.unknownFields": [
      "Fields that nobody knows are ignored, prototype names among them.",
      "Usual for a TypeScript backend; clients add fields.",
    ],
    "http.lastKeyWins": ["Of a field given twice the last counts.", "As JSON.parse reads it."],
    "http.pathWins": ["What the path says wins over the body.", "The path is what proxies and logs saw."],
    "http.guard": [
      "Requests to foreign host names and from foreign web pages are refused with 403, unless allowed at the start.",
      "Pages of the web must not reach into a developer's machine.",
    ],
    "http.date": [
      "The Date header is the virtual time of the world that answers.",
      "Clients compare it with the instants in bodies.",
    ],
  }),
};

const mcp = {
  ...seen("MCP", overview, {
    "mcp.hosted":
      "MCP is served at /mcp over streamable HTTP, without sessions, with an agent key in every request.",
    "mcp.tools": "The tools for catalog, quotes, purchases, services and phones have their documented names.",
    "mcp.stdio":
      "The same tools are served over stdio by a process whose environment names the store's address and a key.",
  }),
  ...seen("MCP", phone, {
    "mcp.transcript":
      "An agent rents a number, reads a code and sees a missed call with the documented tools.",
  }),
  ...inferred("MCP", {
    "mcp.sameAsRest": [
      "A tool answers what its REST operation answers, as text and as structured content.",
      "A server that needs an address and a key, and keeps nothing, can only pass calls on.",
    ],
    "mcp.refusals": [
      "A refusal is a result with isError and the body of REST; an unknown tool is -32602, an unknown method -32601.",
      "A model can act on a result; an error of the protocol is the client's to handle.",
    ],
    "mcp.postOnly": ["Other methods than POST are 405.", "There is no session to listen to or to end."],
    "mcp.keyFirst": [
      "Without a key the answer is 401 before any message is read.",
      "The key comes with each request.",
    ],
    "mcp.revisions": [
      "Every published revision of the protocol is spoken.",
      "Clients are updated at different times.",
    ],
  }),
};

const simulation = {
  ...inferred("Worlds, clock and network", {
    "worlds.byPath": [
      "/w/<world> in front of a path leads into that world; a key that ringback made leads into its own.",
      "Tests that run side by side need a network each.",
    ],
    "worlds.keys": [
      "A key of one world under another's path is 401.",
      "It is a mistake in a test, and would otherwise pass unseen.",
    ],
    "worlds.isolated": [
      "Nothing that happens in one world shows in another.",
      "Each is a universe of its own.",
    ],
    "worlds.lifecycle": [
      "Worlds can be made, listed, reset, dropped, stored, brought back and forked.",
      "Tests start from states that are costly to reach.",
    ],
    "worlds.timersSurvive": [
      "A call that rings when a world is stored is missed when its time comes in the world brought back.",
      "Timers are part of what a world is.",
    ],
    "worlds.refusedSnapshot": [
      "A snapshot that cannot be read leaves the world as it was.",
      "Half a world would mislead every test after it.",
    ],
    "clock.start": [
      "Time begins at 2026-04-01T10:22:00Z in tests.",
      "The documented text arrives 19 seconds later.",
    ],
    "clock.virtual": [
      "Time moves when it is told to or waited for; texts, calls and expiries carry virtual instants.",
      "Tests that sleep are slow and fail at random.",
    ],
    "clock.modes": [
      "Time runs by waiting (auto), by hand (manual), with the machine's time (real) or a multiple of it (60x).",
      "Tests want speed, demonstrations want real time.",
    ],
    "clock.auto": [
      "In auto, an agent that repeats a read because nothing has come is answered after a jump to what comes next.",
      "Asking again is how agents of the store wait.",
    ],
    "network.arrivals": [
      "People text, call and send one-time codes to lines; a number that is no line is 404.",
      "The store documents arrivals and no senders.",
    ],
    "network.fictional": [
      "Numbers given out are set aside for fiction where the country has such numbers, and are unique.",
      "A test must never reach a real telephone.",
    ],
    "network.protected": [
      "Emergency and crisis lines are refused as people's numbers in every spelling.",
      "A scenario that works here may be played on a real network one day.",
    ],
    "network.exhausted": [
      "When a country has no number left, a purchase is 409 and costs nothing.",
      "The same as any purchase that fails.",
    ],
    "determinism.sameBytes": [
      "The same seed and the same requests give the same bytes, headers, run hash and journal.",
      "A failure that cannot be repeated cannot be mended.",
    ],
    "determinism.seed": [
      "Another seed gives other keys, codes and numbers, but for the documented first one.",
      "Tests must not come to rely on one draw.",
    ],
  }),
};

const faults = {
  ...inferred("Faults", {
    "faults.strike": [
      "A fault strikes the operations that it names once a request is known to be sound, and before anything is done. Of several the oldest that is not spent strikes.",
      "What is refused anyway never reaches what can fail.",
    ],
    "faults.times": [
      "A fault strikes as many times as it was told to, and then stays in the list as spent.",
      "A test asks afterwards whether what it prepared has happened.",
    ],
    "faults.chance": [
      "A fault with a chance strikes by draws of its own from the seed.",
      "A flaky service must be the same one in every run.",
    ],
    "faults.status": [
      "A status fault answers a status from 400 to 599 in the API's own envelope, with a code and a message that can be chosen, or with another body.",
      "The store documents no errors, so that its failures look like its refusals; what they hold is up to the test.",
    ],
    "faults.delay": [
      "A delay fault lets an answer wait for the world's clock before anything is done: in auto time jumps for it, in manual it waits to be advanced.",
      "Tests of slow services must not be slow.",
    ],
    "faults.delay.gone": [
      "A request that waits when its world is reset, brought back or dropped is cut off and does nothing.",
      "It was meant for the world that is gone.",
    ],
    "faults.reset": [
      "A reset fault breaks the connection off without an answer, and nothing is done.",
      "Networks do.",
    ],
    "faults.slow": [
      "A slow fault lets a body arrive in so many pieces, each later on the world's clock than the one before.",
      "Clients that read what has come so far must wait for the rest.",
    ],
    "faults.malformed": [
      "A malformed fault does what was asked and cuts the body in the middle.",
      "A client cannot tell from such an answer whether it was done.",
    ],
    "faults.mcp": [
      "Over MCP a status fault is a result with isError and the same body, a reset breaks the connection, a slow answer comes whole after its last pause, and a malformed one has half its text.",
      "A result is one message; a server that passes REST on would answer so.",
    ],
    "faults.why": [
      "Every strike is an event and a line of the journal, and X-Ringback-Why of the answer names the fault.",
      "Nobody should look for a bug that they ordered.",
    ],
    "faults.controls": [
      "Faults are added, listed and taken away under /_ringback/faults of their world; controls themselves are never struck.",
      "A fault that could not be taken away would end the test.",
    ],
    "faults.scenario": [
      "A scenario's own request is struck by status faults only, and may expect the refusal.",
      "It has no connection that could break or be slow, but who speaks for the agent wants to see the retry.",
    ],
    "faults.kept": [
      "Snapshots, restores and forks keep the faults, and how often each has struck.",
      "They are part of what a world is.",
    ],
  }),
};

const controls = {
  ...inferred("Controls", {
    "wait.oldest": [
      "A wait answers the oldest matching event after its cursor, past ones included, and the next cursor.",
      "A test that asks a moment too late must not miss what it asks for.",
    ],
    "wait.time": [
      "A wait lets time jump in auto, and otherwise lasts until the event comes; its time-out is in the world's time.",
      "Waiting moves time, whoever waits.",
    ],
    "wait.matcher": [
      "Fields of the event must be equal; * stands for anything in numbers and ids, /…/ is a pattern, contains. looks for a part.",
      "The words of texts have stars of their own.",
    ],
    "wait.refusal": [
      "A wait that ends without its event is 408, or 409 where nothing could ever come, and tells the nearest event.",
      "Most waits in vain are for the right event with a wrong field.",
    ],
    "wait.gist": [
      "A text comes with its links and its code: the one that was issued with it, else its first 4 to 8 digits in a row that are no number, link or amount.",
      "The code is what nearly every such test wants.",
    ],
    "otps.check": [
      "A site may ask whether a code is right: it is so once, and until it expires.",
      "Tests of sign-ups need the site's half, too.",
    ],
    "state.tree": [
      "What is true in a world is one tree: lines by number, accounts and people by name, codes, faults, scenarios. Of two with the same name the older has it; the other stands under its id. Money is dollars, exact to the cent.",
      "Expectations are written as paths into it.",
    ],
    "scenarios.validate": [
      "A scenario with mistakes is an answer, not a refusal: every mistake with its place, its line and its cure.",
      "Editors and agents that write scenarios want to show them.",
    ],
    "scenarios.play": [
      "A scenario can be played in a world that is up. Its seed, clock and agent are passed over with a warning each; one with mistakes, or with numbers that are in use, is refused before anything is done.",
      "The world has a seed and a time already, and half a story helps nobody.",
    ],
    "scenarios.pause": [
      "While a scenario is paused time goes on and none of its steps begins; resumed, it does at once, in their order, those that came due. A single step runs the next one now and leaves it paused. Snapshots hold all of that.",
      "Whoever looks at a story step by step must not change what it says.",
    ],
    "scenarios.finish": [
      "Finishing a scenario judges it: in auto once the rest of the story has happened, otherwise as it stands. It is over then, and finishing it again answers the same.",
      "Where time moves by waiting, nobody waits any more; elsewhere time is somebody's to move.",
    ],
    "requests.log": [
      "The last 1,000 requests of agents and of request steps can be read with what was answered, their keys cut off. They are no part of the world: snapshots leave them out, and restoring one forgets them.",
      "The first question about a failed run is what the agent asked for.",
    ],
    "controls.tools": [
      "The controls are tools at /mcp/control, for whoever holds the control token; /mcp does not list them.",
      "An agent that moves the clock or reads the mailbox proves nothing.",
    ],
    "controls.token": [
      "With a control token, a store key opens none of the controls through any door.",
      "The same.",
    ],
  }),
};

/** Everything that ringback plays, by id. Every id has a test that cites it. */
export const behaviours = {
  ...catalog,
  ...quotes,
  ...purchases,
  ...services,
  ...spending,
  ...inbox,
  ...doors,
  ...mcp,
  ...simulation,
  ...controls,
  ...faults,
  ...phoneAccounts,
  ...phoneNumbers,
  ...phoneTexts,
  ...phoneThreads,
  ...phoneWebhooks,
  ...phoneTools,
  ...phoneCalls,
  ...phoneCallApi,
  ...phoneErrors,
  ...phoneHosted,
  ...phoneRecordings,
  ...phoneCallTools,
  ...phoneScenarios,
  ...phoneVoice,
} satisfies Readonly<Record<string, Behaviour>>;

export type BehaviourId = keyof typeof behaviours;

const notEmulatedAnswer = "501 not_emulated, naming the item";
const nothingThere = "404: no such path, and no such tool";

/** What exists at the store, or might, and is not played here. */
export const notEmulated: readonly Gap[] = [
  { what: "Buying virtual servers", source: servers, instead: notEmulatedAnswer },
  { what: "Restarting and reinstalling servers", source: servers, instead: nothingThere },
  { what: "Registering domains", source: domains, instead: notEmulatedAnswer },
  { what: "Name servers and DNS records", source: domains, instead: nothingThere },
  { what: "Buying storage", source: storage, instead: notEmulatedAnswer },
  { what: "Bucket credentials, volumes and storage snapshots", source: storage, instead: nothingThere },
  { what: "Buying credits of the model router", source: router, instead: notEmulatedAnswer },
  { what: "The router's own keys, usage and model endpoints", source: router, instead: nothingThere },
  {
    what: "Checkout requirements of items whose page does not show them (VPS Small, GPU Standard, Block Volume 100 GB)",
    source: overview,
    instead: notEmulatedAnswer,
  },
  {
    what: "Sending texts from a store number",
    source: phone,
    instead: "The store documents no way, and so has none",
  },
  {
    what: "Placing or answering calls with a store number",
    source: phone,
    instead: "Every call ends missed",
  },
  { what: "Giving a number back, cancelling or renewing it", source: phone, instead: nothingThere },
  {
    what: "Rent after the first period, and charges for use",
    source: phone,
    instead: "A balance moves by top-ups only",
  },
  { what: "Marking texts read or unread by themselves", source: phone, instead: "Reading a text marks it" },
  { what: "Webhooks", source: phone, instead: "Agents ask again; waiting moves virtual time" },
  { what: "Choosing a number before the purchase", source: phone, instead: "A locality is a wish" },
  {
    what: "Wallet, funding and policy endpoints for agents",
    source: overview,
    instead: "Whoever runs ringback sets them under /_ringback",
  },
  { what: "Rate limits", source: overview, instead: "No request is one too many" },
];
