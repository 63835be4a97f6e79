/** What one of Twilio's codes means, and what to do about it. */
export interface ExplainedCode {
  readonly means: string;
  readonly cure: string;
}

const explained: Readonly<Record<number, readonly [means: string, cure: string]>> = {
  10004: ["too many calls at once for this account", "Wait until one is over."],
  20001: [
    "a field of the request was not to its liking",
    "If ringback wrote it by itself, that is a bug in ringback.",
  ],
  20003: [
    "it does not know these credentials",
    "Check the account, the API key and its secret with `ringback doctor`.",
  ],
  20404: [
    "it has no such thing in this account",
    "Check that the number belongs to the account with `ringback doctor`.",
  ],
  20429: ["too many requests at once", "Wait a moment and try again."],
  21201: ["there was nobody to call", "Name a number in E.164 form."],
  21202: ["this number costs too much to be called", "Call an ordinary number."],
  21205: ["it cannot use the address for the call", "Check the public URL with `ringback doctor`."],
  21210: [
    "the calling number is not the account's",
    "Call from a number of RINGBACK_REAL_NUMBERS that the account owns.",
  ],
  21211: ["there is no such number to send to", "Check the recipient's number."],
  21212: ["the sending number is none", "Send from a number of RINGBACK_REAL_NUMBERS that the account owns."],
  21213: ["no number to call from was named", "Call from a number of RINGBACK_REAL_NUMBERS."],
  21214: ["no call can be put through to this number", "Check the recipient's number."],
  21215: [
    "the account may not call this country",
    "Allow the country under Voice, Geo permissions in Twilio's console.",
  ],
  21216: ["the account may not call this number", "Twilio blocks it: ask its support."],
  21217: ["this is no telephone number", "Check the recipient's number."],
  21219: [
    "a trial account calls verified numbers only",
    "Verify the number in Twilio's console, or upgrade the account.",
  ],
  21220: ["the call is over already", "Nothing needs to be done."],
  21408: [
    "the account may not text this country",
    "Allow the country under Messaging, Geo permissions in Twilio's console.",
  ],
  21421: ["this is no number that can be bought", "Ask for another."],
  21422: ["somebody else has bought the number", "Ask again: another one will be found."],
  21451: ["there is no such area code", "Ask for another one, or none."],
  21452: ["no number of this area is to be had", "Ask for another area code, or none."],
  21602: ["the text is empty", "Write something, or attach a file."],
  21603: ["no number to send from was named", "Send from a number of RINGBACK_REAL_NUMBERS."],
  21604: ["nobody to send to was named", "Name a number in E.164 form."],
  21606: [
    "the sending number cannot send texts there",
    "Send from a number that can text, see `ringback doctor`.",
  ],
  21608: [
    "a trial account texts verified numbers only",
    "Verify the number in Twilio's console, or upgrade the account.",
  ],
  21610: ["this person has answered STOP to that number", "Only they can undo it, by texting START to it."],
  21611: ["too many texts wait to leave that number", "Send fewer, or wait."],
  21612: ["there is no way from that number to this one", "Send from a number of the recipient's country."],
  21613: ["the number wants an address", "Register one and name it in RINGBACK_REAL_REGISTRATIONS."],
  21614: ["this number takes no texts", "Text a mobile telephone."],
  21615: [
    "the number wants an address of its own country or area",
    "Name a fitting one in RINGBACK_REAL_REGISTRATIONS.",
  ],
  21617: ["the text is longer than 1,600 characters", "Send it in parts."],
  21631: ["the number wants an address", "Register one and name it in RINGBACK_REAL_REGISTRATIONS."],
  21635: ["this is a landline, which takes no texts", "Text a mobile telephone."],
  21649: ["the number wants a regulatory bundle", "Register one and name it in RINGBACK_REAL_REGISTRATIONS."],
  21659: [
    "the sending number is not one of Twilio's",
    "Send from a number of RINGBACK_REAL_NUMBERS that the account owns.",
  ],
  21660: ["the sending number is another account's", "Send from a number that this account owns."],
  30001: ["too many texts waited to leave the number", "Send fewer, or later."],
  30002: ["the account is suspended", "Look at Twilio's console."],
  30003: ["the telephone cannot be reached", "It may be off or out of reach: try later."],
  30004: ["the recipient or their network blocks it", "Ask them, or Twilio's support."],
  30005: ["the number is unknown or out of service", "Check the recipient's number."],
  30006: ["it is a landline, or its network cannot be reached", "Text a mobile telephone."],
  30007: ["a network took it for spam", "Write it differently, and register the sender."],
  30008: ["nobody knows why", "Try again later."],
  30032: [
    "US networks take nothing from a toll-free number that is not verified",
    "Verify it in Twilio's console.",
  ],
  30034: [
    "US networks take no texts from a number without a registered brand and campaign (10DLC)",
    "Register in Twilio's console, or use a number of another country. Calls work without it.",
  ],
  572006: ["a new trial account may only send Twilio's own sample texts", "Upgrade the account."],
};

/** What a code means, where it is one of the usual ones. */
export const explainCode = (code: number): ExplainedCode | undefined => {
  const [means, cure] = explained[code] ?? [];
  return means === undefined || cure === undefined ? undefined : { means, cure };
};
