import type { ErrorCode } from "../../../kernel/errors.ts";
import type { Explanation } from "./explanation.ts";
import { phoneExplanations } from "./phone-explanations.ts";
import { moneyExplanations } from "./money-explanations.ts";

const others = {
  validation_error: {
    title: "Something in the request is wrong",
    means:
      "A field is missing, misspelt or has a value that it cannot have. Every mistake is told at once, by field.",
    cures: [
      "Correct the fields that the answer names.",
      "GET /_ringback/openapi/store.json describes every operation of the store.",
    ],
  },
  malformed_json: {
    title: "The body is not JSON",
    means: "The body could not be parsed, was empty, or ended early.",
    causes: [
      "A body in single quotes or with a trailing comma.",
      "A content-length that does not fit the body.",
    ],
    cures: ["Send what JSON.stringify or json.dumps gives."],
  },
  unsupported_media_type: {
    title: "The body's type is not JSON",
    means: "The request has a body and another content-type than JSON, or none.",
    cures: ["Send the header `content-type: application/json`. curl needs `--json` or `-H`."],
  },
  payload_too_large: {
    title: "The body or the headers are too large",
    means: "The request has more bytes than the operation takes; the answer says how many it may have.",
    cures: ["Send less, or in several requests."],
  },
  unauthorized: {
    title: "No key, a wrong one or one of another world",
    means:
      "The operation needs `Authorization: Bearer <key>`. Controls need the control token where there is one.",
    causes: [
      "The header is missing, or the key has not the form of the service's keys.",
      "The key belongs to another world than the path names.",
      "`--strict-keys` is on and ringback did not mint the key.",
      "Under `ringback test` the controls are closed to the agent on purpose: it must not read the answers or move the clock.",
    ],
    cures: [
      "Use the key from the environment that ringback sets or prints, such as AGENT_STORE_AGENT_API_KEY.",
      "For controls send the control token.",
    ],
  },
  forbidden: {
    title: "Not allowed from here",
    means:
      "The request came under a host name or from a web page that ringback does not answer, or asks for what nobody may do.",
    causes: ["A container or another machine calls it by a name.", "A page of another origin calls it."],
    cures: ["Use 127.0.0.1, or start with `--allow-host NAME`.", "Start with `--cors ORIGIN` for pages."],
  },
  not_found: {
    title: "There is no such thing",
    means: "The id, number or name in the request means nothing in this world.",
    causes: [
      "It is of another world, or of a run before: ids start anew with each world.",
      "It belongs to another account than the key's.",
      "A text or call goes to a number that nobody has rented.",
    ],
    cures: ["List what there is first.", "Rent the number, or declare it under `lines`."],
  },
  unknown_path: {
    title: "There is no such path",
    means: "No operation has this path.",
    causes: ["The base URL has a path too many or lacks one, such as /v1/agent.", "The path is misspelt."],
    cures: [
      "Take the base URL from the environment that ringback prints.",
      "GET / of a running ringback lists what it serves.",
    ],
  },
  method_not_allowed: {
    title: "The path has no such method",
    means: "The path is right, but another method is needed; the header `allow` names those there are.",
    cures: ["Use one of them."],
  },
  name_taken: {
    title: "There is one of that name already",
    means: "Names of worlds are unique.",
    cures: ["Choose another name, or drop the world that has it."],
  },
  clock_held: {
    title: "The clock waits for something",
    means:
      "Time cannot move while a request, a delivery or a step is being handled, and the request would need it to.",
    causes: ["A webhook handler or a step moves the clock before it has answered."],
    cures: ["Answer first and move the clock afterwards.", "Ask again: the answer names what is in flight."],
  },
  clock_loop: {
    title: "A timer keeps setting itself for the same instant",
    means: "Time could never go on, so ringback stopped after many rounds.",
    cures: [
      "Let a rule's steps come `after` at least 1ms.",
      "If nothing in your scenario does this, it is a bug of ringback: report it.",
    ],
  },
  nothing_scheduled: {
    title: "Waiting in vain",
    means: "Somebody waits, and nothing is going to happen in this world that could end the wait.",
    causes: [
      "The step that should come is not in the script, or its rule did not fire.",
      "The text went to another number.",
      "It is over already, and the wait began after it.",
    ],
    cures: [
      "Look at `ringback events` for what did happen; the answer names the nearest event.",
      "Wait with `after: 0` to see the past too.",
    ],
  },
  wait_timed_out: {
    title: "What was waited for did not come in time",
    means:
      "The wait's timeout passed on the world's clock. The answer names the event that came nearest and how it differs.",
    cures: [
      "Correct the matcher where it differs.",
      "Wait longer: `timeout` is the world's time and costs little in `auto`.",
    ],
  },
  snapshot_unreadable: {
    title: "A snapshot that cannot be restored",
    means: "It is not a snapshot, is damaged, or comes from a version with another format.",
    cures: ["Take a new one with this version."],
  },
  scenario_invalid: {
    title: "A scenario that cannot be played",
    means:
      "The file has mistakes, cannot be read, or asks for what its world cannot give. Every mistake is told with file, line and column.",
    cures: ["Correct them; each has a code of its own that `ringback explain` knows."],
  },
  fault_struck: {
    title: "A fault struck, on purpose",
    means:
      "Somebody asked for this request to go wrong, in the scenario or through the controls. It is what the test is about.",
    cures: [
      "Let the agent take it as it would in reality: retry, wait, or tell its user.",
      "GET /_ringback/faults lists the faults there are.",
    ],
  },
  not_emulated: {
    title: "Real, but not emulated",
    means: "The service has this, and ringback does not play it. It says so instead of making an answer up.",
    cures: [
      "docs/emulated.md says what there is.",
      "Do without it, or tell ringback's authors what you need.",
    ],
  },
  storage_failed: {
    title: "A file could not be written",
    means: "The journal or the data file could not be opened or written.",
    causes: ["The folder is not there or may not be written.", "The disk is full."],
    cures: ["Check the path that the message names, and the room on the disk."],
  },
  internal_error: {
    title: "A bug in ringback",
    means: "Something in ringback went wrong; your request is not to blame.",
    cures: ["RINGBACK_DEBUG=1 shows where. Report it with that and with the request."],
  },
} as const satisfies Partial<Record<ErrorCode, Explanation>>;

/** What each refusal of a request means. */
export const refusalExplanations: Readonly<Record<ErrorCode, Explanation>> = {
  ...others,
  ...moneyExplanations,
  ...phoneExplanations,
};
