import { inferred, seen } from "../support/behaviour.ts";

const sdk = "https://www.npmjs.com/package/agentphone";
const docs = "https://docs.agentphone.to";
const skill = "https://github.com/AgentPhone-AI/skills";
const signUp = "AgentPhone: sign-up";
const accounts = "AgentPhone: accounts and keys";
const registration = "AgentPhone: registration";
const verification = "AgentPhone: verifying numbers";
const money = "AgentPhone: credit";

/** What ringback plays of AgentPhone: accounts. */
export const phoneAccounts = {
  ...seen(signUp, skill, {
    "phone.signup.start":
      "A sign-up emails a six-digit code that is good for ten minutes, answers the id of the verification, and creates nothing.",
    "phone.signup.verify":
      "The code makes an account with $5.00 of credit, a hosted agent with the default voice, a number in the United States that is attached to it, and a key, all at once.",
    "phone.signup.known": "An address that has an account is 409.",
    "phone.signup.wrong": "A code that is wrong, or older than ten minutes, is 400.",
    "phone.signup.shortage":
      "Without a number in the United States the answer is 503, nothing is made, and the same code works later.",
    "phone.signup.fields":
      "An address has 6 to 200 characters and an @; an agent's name is cut at 100 characters, and made of the address when there is none.",
    "phone.signup.disposable": "A throw-away mailbox is refused.",
  }),
  ...inferred(signUp, {
    "phone.signup.onceOnly": [
      "A used code is 400, and so is the id of a sign-up that there never was.",
      "The documentation gives 400 for every code that is not good, and no other status.",
    ],
    "phone.signup.replaced": [
      "A second sign-up of an address before the first is verified makes the first one's code void.",
      "Two codes that are good at once would make two accounts for one address.",
    ],
    "phone.signup.profile": [
      "An account made by sign-up takes the default account's profile, but holds to its limit of ten numbers and owns nothing others bought; its first number wants no payment method.",
      "A scenario says once how AgentPhone is to be; the limit is documented for accounts of this kind.",
    ],
    "phone.signup.mailbox": [
      "What is emailed lies in the world's mailbox, which only the controls can read; addresses are read in lower case.",
      "There is no mail here, and an agent that could read it would prove nothing.",
    ],
  }),
  ...seen(accounts, skill, {
    "phone.keys.missing": "A request without a key, or with one of another form, is 401.",
  }),
  ...seen(accounts, sdk, {
    "phone.subAccounts.header":
      "With X-Sub-Account-Id a key acts for one of its sub-accounts, which has its own agents and numbers; another's is 404.",
    "phone.subAccounts.crud":
      "Sub-accounts are made, listed, renamed and deleted by the key of the account above; names have 1 to 100 characters.",
  }),
  ...inferred(accounts, {
    "phone.keys.any": [
      "Any key of the right form is good for the default account of its world, unless ringback was started with --strict-keys.",
      "An agent has a key already, and ringback knows none of the vendor's.",
    ],
    "phone.keys.world": [
      "A key of one world under the path of another is 401; operations without a key reach other worlds by their path.",
      "Two worlds share nothing.",
    ],
    "phone.subAccounts.shape": [
      "A sub-account is {id, name, status, createdAt}; the list has the newest first, and all of them unless a limit is given.",
      "The vendor's own client has no type for it; another client reads these fields, and its limit may be null.",
    ],
    "phone.subAccounts.named": [
      "Where the vendor's client cannot say for which sub-account it asks (messages, single conversations, calls and contacts, an agent's webhook), the key acts for whichever of its own has what the request names: from_number before number_id before agent_id. Elsewhere a sub-account's things want the header.",
      "The client sends the header to a documented few; without this an unchanged agent could make a number for a sub-account and not text from it.",
    ],
    "phone.subAccounts.delete": [
      "A sub-account that holds active numbers cannot be deleted (409); its agents, contacts and webhooks go with it.",
      "Its numbers would be nobody's and still be paid for.",
    ],
    "phone.subAccounts.flat": [
      "There are no sub-accounts within sub-accounts: what is made on behalf of one belongs to the account above.",
      "Nothing is documented of deeper ones.",
    ],
    "phone.me": [
      "GET /auth/me answers {user: {id, email, name}}: the account of the key, without an email where there was no sign-up.",
      "The vendor's own tools read these three.",
    ],
  }),
  ...seen(money, `${docs}/documentation/guides/usage`, {
    "phone.credit.recording":
      "The recording add-on costs $5.00 a month, for an account and its sub-accounts; bought twice it is paid once.",
    "phone.credit.shared": "What a sub-account uses is paid by the account above.",
  }),
  ...inferred(money, {
    "phone.credit.endless": [
      "The default account has credit without end; an account has a balance where sign-up or the controls gave it one.",
      "Nobody wants a test to fail for money that was never at stake.",
    ],
    "phone.credit.enforced": [
      "A balance that is too low refuses (402) only where the profile says enforceBalance; else it goes below zero.",
      "Public examples call right after sign-up, with more numbers than the credit pays for.",
    ],
    "phone.credit.ledger": [
      "The controls list what was charged for, entry by entry, and what it came to by kind.",
      "A convenience: the vendor shows no balance through its API.",
    ],
    "phone.profile.control": [
      "The controls read and change an account's profile; what is not said stays.",
      "Where public sources disagree, whoever tests decides.",
    ],
  }),
  ...seen(registration, sdk, {
    "phone.registration.submit":
      "A registration answers pending, its fee of 2500 cents and the sub-account that was made for it, unless create_sub_account is false.",
    "phone.registration.fields":
      "A registration's fields have their lengths and lists of values, and a standard brand says six things more.",
    "phone.registration.again": "After a rejection a registration may be handed in again.",
  }),
  ...inferred(registration, {
    "phone.registration.review": [
      "It is approved after seven days of the world's time, or decided through the controls at any time; rejected is told as rejected.",
      "Seven to ten business days are documented, and no name for the third outcome.",
    ],
    "phone.registration.once": [
      "One that is pending or approved cannot be handed in again (409), and the fee is taken once.",
      "Only a rejected one is said to be open for another try, and the fee is documented as paid once.",
    ],
    "phone.registration.scope": [
      "A registration counts for the account that handed it in and for the sub-account it made; other sub-accounts need their own.",
      "Sub-accounts are documented to have their own registration.",
    ],
  }),
  ...seen(verification, docs, {
    "phone.verify.send": "POST /v1/verify/send texts a six-digit code to a number.",
    "phone.verify.check":
      "A check answers ok, incorrect, exhausted, expired or already_verified with the attempts that are left; three wrong codes are the end, and a good one costs $0.05.",
  }),
  ...inferred(verification, {
    "phone.verify.sender": [
      "The code comes from +1 800 555 0199, is good for ten minutes, and is a one-time code like any other.",
      "The sender is not published; this number is set aside for fiction. Ten minutes is what the vendor's emailed codes have.",
    ],
    "phone.verify.invalid": [
      "What is no telephone number, and emergency and crisis lines in every spelling, are 422.",
      "No other status is documented for it.",
    ],
    "phone.verify.private": [
      "Another account's verification is 404.",
      "What is not yours does not show that it exists.",
    ],
  }),
} as const;
