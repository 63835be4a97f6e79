import type { ProblemCode } from "../../source/problem.ts";
import type { Explanation } from "./explanation.ts";
import { yamlExplanations } from "./yaml-explanations.ts";

const meaning = {
  slash_value: {
    title: "Half a pattern",
    means:
      "The value begins with / but is not of the form /…/ or /…/i, so it is neither clearly text nor a pattern.",
    cures: ["Close the pattern with a /.", "Quote the value if it is a text, such as a path."],
    example: "body: /code/i",
  },
  missing_key: {
    title: "A key that is needed is not there",
    means: "The map at this place lacks a key without which it says nothing.",
    cures: ["Add the key that the message names."],
  },
  unknown_key: {
    title: "A key that is not known here",
    means: "Nothing would read it, so it is refused instead of ignored.",
    causes: [
      "It is misspelt: the nearest known key is offered.",
      "It is indented too far or too little and so belongs to another map.",
    ],
    cures: ["Take the key that is offered, or remove it.", "Check the indentation against the lines above."],
  },
  wrong_kind: {
    title: "A list, a map or a text where another is needed",
    means: "The value has the wrong shape.",
    causes: ["A dash is missing or too many.", "The value should be in braces, or should not."],
    cures: ["Write the shape that the message asks for."],
  },
  not_available: {
    title: "Part of the format, but not in this version",
    means: "The file format has a place for it, and this version of ringback does not play it.",
    cures: ["Leave it out for now, or use a newer version."],
  },
  invalid_value: {
    title: "A value that does not fit",
    means: "The key is right and the shape is right, but the value means nothing here.",
    causes: [
      "A duration without a unit: `30` instead of `30s`.",
      "A telephone number without + and country code.",
      "Money with more than two places.",
    ],
    cures: ["Write it as the message shows."],
    example: "after: 39m50s",
  },
  unknown_name: {
    title: "A name that the file does not know",
    means: "A person, a line, an account or a saved value is named that nothing in the file declares.",
    causes: ["It is misspelt: the nearest name is offered.", "`save:` with that name is missing."],
    cures: [
      "Take the name that is offered.",
      "Declare it under `people`, `lines` or `accounts`, or save it in a step.",
    ],
  },
  unknown_event: {
    title: "An event that does not exist",
    means: "Events come from a closed list, and this name is not in it.",
    cures: ["Take the nearest name that is offered.", "docs/control.md lists every event and its fields."],
  },
  unknown_operation: {
    title: "An operation that does not exist",
    means: "`request` and faults name operations, such as store.purchases.create, and this is none of them.",
    cures: ["Take the nearest name that is offered.", "docs/emulated.md lists what there is."],
  },
  invalid_pattern: {
    title: "A pattern that cannot be read",
    means: "What stands between the slashes is not a regular expression in RE2 syntax.",
    causes: [
      "A bracket is not closed or not escaped.",
      "It uses what RE2 lacks: look-ahead, look-behind or back references.",
    ],
    cures: [
      "Escape + ( [ . with a backslash where they stand for themselves.",
      "Write it without looking ahead or back.",
    ],
    example: String.raw`body: '/^Your code is \d{6}$/'`,
  },
  invalid_name: {
    title: "A name that cannot be one",
    means:
      "Names of people, lines and saved values begin with a letter and hold letters, digits, - and _; some words are taken.",
    cures: ["Choose another name, as the message says."],
  },
  name_taken: {
    title: "One name for two",
    means: "Two of the file's people and lines have the same name, so a step could not say which it means.",
    cures: ["Rename one of them, and the steps that mean it."],
  },
  number_taken: {
    title: "One number for two",
    means: "Two of the file's people and lines have the same telephone number.",
    cures: ["Give each its own number."],
  },
  no_step: {
    title: "An item of the script is no step",
    means: "An item has to hold the name of a step and what the step needs.",
    cures: ["Write a map with the name of a step."],
    example: "- after: 19s\n  sms: { from: acme, to: inbox, text: Hello }",
  },
  two_steps: {
    title: "Two steps in one item",
    means: "An item of the script is one step, and this one names two.",
    cures: ["Begin a new item with a dash for the second."],
  },
  unknown_step: {
    title: "A step that does not exist",
    means: "The item's key is not the name of a step.",
    cures: ["Take the nearest name that is offered."],
  },
  two_times: {
    title: "Two times for one step",
    means:
      "The item says `after` and `at`. `after` counts from the step before, `at` from the scenario's start.",
    cures: ["Keep one of them."],
  },
  no_call: {
    title: "A step of a call where there is no call",
    means:
      "Steps such as `say`, `hear` and `hang-up` are played in a call. A list has one when a `call` step stands before them, or when it is what a rule does whose event tells of a call that goes on.",
    causes: [
      "The step stands in the script itself, before any `call`.",
      "The rule waits for a text, or for the end of a call.",
    ],
    cures: [
      "Put the steps under `do` of a rule that waits for `call.placed`, `call.received` or another event of a call.",
      "Begin the call with a `call` step in the same list.",
    ],
    example: "- when: { call.placed: { to: acme } }\n  do: [say: Hello?, hang-up]",
  },
  step_misplaced: {
    title: "A step that its call cannot play where it stands",
    means:
      "There is a call, but by the time the step comes it is over, or the step is for the other side of it, or somebody else speaks there.",
    causes: [
      "A `busy`, `no-answer` or `hang-up` before it in the list has ended the call.",
      "`answer`, `ring`, `voicemail`, `busy` and `no-answer` are for people whom a line calls; a `call` step calls a line, and its agent answers.",
      "`agent` writes what a hosted agent says; one with a webhook speaks for itself.",
      "The `call` has `says`, so that its caller needs no steps.",
    ],
    cures: ["Do as the message says: move the step, or leave it out."],
    example: "- call: { from: acme, to: desk-line }\n- say: Hello?\n- hear: /help/i\n- hang-up",
  },
  before_start: {
    title: "A step before the scenario's start",
    means: "`at` names a moment that is over before the scenario begins.",
    cures: [
      "Move the step, or set `clock.start` to an earlier moment.",
      "Write `at: 30s` to count from the start, whenever that is.",
    ],
  },
  already_past: {
    title: "A step whose time is over before its turn",
    means: "A warning: the steps before it take until later than its `at`, so it will run at once.",
    cures: ["Move the step up in the list, or count with `after`."],
  },
  no_steps: {
    title: "A script without steps",
    means: "A warning: `script` is an empty list.",
    cures: ["Add a step, or leave `script` out."],
  },
  cannot_include: {
    title: "A file cannot be included",
    means:
      "A file that `include` names is not there, cannot be read, includes itself in a circle, or is one too many.",
    causes: ["The path is meant from another folder: it counts from the file that includes."],
    cures: ["Correct the path.", "Break the circle that the message shows."],
    example: "include: [../common/people.yaml]",
  },
  misplaced_key: {
    title: "A key that belongs into another file",
    means:
      "An included file is a part of a scenario. What there is only once, such as name, seed or clock, stands in the file that includes.",
    cures: ["Move the key to the file that includes."],
  },
  unused_example: {
    title: "A value of the examples that nothing uses",
    means:
      "A warning: a key of the rows under `examples` appears nowhere as `${example.key}`, so it changes nothing.",
    cures: ["Use it, correct its spelling where it is meant to be used, or remove it from every row."],
  },
  key_ignored: {
    title: "A key that means nothing here",
    means:
      "A warning: the file is played in a world that is up already, so what it says about beginning one is passed over.",
    cures: ["Leave it as it is, or play the file with `ringback test` or `ringback start --scenario`."],
  },
  too_many: {
    title: "More mistakes than are shown",
    means: "Only the first hundred mistakes of a file are told.",
    cures: ["Correct those and read the file again. Often one cause is behind many."],
  },
} as const satisfies Partial<Record<ProblemCode, Explanation>>;

/** What each mistake in a scenario file means. */
export const problemExplanations: Readonly<Record<ProblemCode, Explanation>> = {
  ...yamlExplanations,
  ...meaning,
};
