/** What Twilio says no with: its own number, the HTTP status and a sentence. The sentences are ours. */
const refusals = {
  20001: [400, "A parameter is not valid."],
  20003: [401, "Authenticate"],
  20004: [405, "This method is not allowed here."],
  20404: [404, "The requested resource was not found."],
  20429: [429, "Too many concurrent requests."],
  20500: [500, "Something went wrong inside Twilio."],
  20503: [503, "The service is unavailable."],
  21201: [400, "No 'To' number is specified."],
  21202: [400, "The 'To' number is a premium or service number."],
  21205: [400, "The URL is not valid."],
  21210: [400, "The 'From' number is not owned or verified by the account."],
  21211: [400, "The 'To' number is not a valid phone number."],
  21212: [400, "The 'From' number is not a valid phone number."],
  21213: [400, "No 'From' number is specified."],
  21214: [400, "The 'To' number cannot be reached."],
  21215: [400, "The account has no permission to call this country."],
  21216: [400, "The account may not call this number."],
  21217: [400, "The phone number does not appear to be valid."],
  21218: [400, "The application sid is not valid."],
  21219: [400, "The 'To' number is not verified; a trial account cannot call it."],
  21220: [400, "The call is not in progress and cannot be changed."],
  21266: [400, "'To' and 'From' cannot be the same number."],
  21402: [400, "The URL of the number is not valid."],
  21405: [400, "A voice fallback URL needs a voice URL."],
  21406: [400, "An SMS fallback URL needs an SMS URL."],
  21408: [400, "The account has no permission to text this region."],
  21421: [400, "The phone number is not valid."],
  21422: [400, "The phone number is not available."],
  21451: [400, "The area code is not valid."],
  21452: [400, "There are no numbers in this area code."],
  21457: [400, "An area code cannot be given here."],
  21470: [400, "An API key's sid cannot stand for an account."],
  21602: [400, "A message needs a body or media."],
  21603: [400, "A message needs a 'From' number or a messaging service."],
  21604: [400, "A message needs a 'To' number."],
  21606: [400, "The 'From' number cannot send messages."],
  21608: [403, "The 'To' number is not verified; a trial account cannot text it."],
  21609: [400, "The status callback URL is not valid."],
  21610: [400, "The recipient has opted out of messages from this number."],
  21611: [400, "The queue of the 'From' number is full."],
  21612: [400, "There is no route from this 'From' to this 'To'."],
  21614: [400, "The 'To' number is not a mobile number."],
  21617: [400, "The body is longer than 1600 characters."],
  21620: [400, "A media URL is not valid."],
  21631: [400, "This number needs an address."],
  21635: [400, "The 'To' number is a landline."],
  21649: [400, "This number needs a regulatory bundle."],
  21659: [400, "The 'From' number is not a number of Twilio's."],
  21660: [400, "The 'From' number does not belong to the account."],
} as const satisfies Record<number, readonly [number, string]>;

/** Thrown by whoever answers a request: becomes Twilio's error body. */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message?: string, status?: number) {
    const [usualStatus, usualMessage] = (refusals as Record<number, readonly [number, string]>)[code] ?? [
      400,
      "The request was refused.",
    ];
    super(message ?? usualMessage);
    this.code = code;
    this.status = status ?? usualStatus;
  }

  get body(): object {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}
