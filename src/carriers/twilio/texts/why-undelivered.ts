/** What Twilio's codes for texts that did not arrive mean to a person, and what helps. */
const reasons: Readonly<Record<string, string>> = {
  "21610":
    "the recipient has replied STOP to this number, and has to text START before it reaches them again",
  "30001": "too many texts from this number were waiting. Send fewer at a time",
  "30002": "the Twilio account is suspended. Look into Twilio's console",
  "30003": "the telephone cannot be reached now. It may be off, or without a network",
  "30004": "the recipient or their carrier blocks texts from this number",
  "30005": "the number is not in use, or is no telephone's",
  "30006": "it is a landline, or its carrier takes no texts",
  "30007": "the recipient's carrier filtered it as unwanted. Change the words, or register the number",
  "30008": "the recipient's carrier did not say why",
  "30032": "the toll-free number is not verified with Twilio, and may not text yet",
  "30034":
    "the number is not registered for texting in the United States (A2P 10DLC). Register it in Twilio's console",
};

/** A sentence for a text that ended badly. */
export const whyUndelivered = (status: string, errorCode: string | undefined): string => {
  const reason = errorCode === undefined ? undefined : reasons[errorCode];
  const code = errorCode === undefined ? "" : ` (Twilio's code ${errorCode})`;
  if (status === "canceled") return "The text was canceled at Twilio before it went out.";
  const what = status === "undelivered" ? "The text did not arrive" : "Twilio could not send the text";
  return reason === undefined ? `${what}${code}.` : `${what}: ${reason}${code}.`;
};
