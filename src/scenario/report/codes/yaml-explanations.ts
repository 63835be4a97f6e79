import type { ProblemCode } from "../../source/problem.ts";
import type { Explanation } from "./explanation.ts";

/** What mistakes in the writing of a scenario file mean, whatever it is about. */
export const yamlExplanations = {
  empty_file: {
    title: "The file is empty",
    means: "There is nothing in the file but blanks or comments.",
    cures: ["Write at least a version and a name."],
    example: "version: 1\nname: A code arrives",
  },
  too_large: {
    title: "The file is too large",
    means: "A scenario file is read whole, and this one is beyond what any story needs.",
    cures: ["Split it into several scenarios.", "Check that it is the file you meant."],
  },
  too_deep: {
    title: "The file is nested too deeply",
    means:
      "There are more brackets, dashes or columns of indentation inside one another than ringback reads.",
    cures: ["Flatten it.", "Check that it is the file you meant."],
  },
  unprintable_character: {
    title: "The file holds a character that YAML forbids",
    means: "A control character or half of a character stands in the text, mostly where nobody can see it.",
    causes: [
      "The text was copied from a terminal or a chat.",
      "The file is not UTF-8, or has old line ends.",
    ],
    cures: ["Delete the character at the place shown.", "Save the file as UTF-8 with LF line ends."],
  },
  syntax: {
    title: "This is not YAML",
    means: "The file cannot be read from this place on, so what follows is not judged yet.",
    causes: [
      "A quote or a bracket is not closed.",
      "Keys of one map do not stand in one column.",
      "A comma or a colon is missing.",
    ],
    cures: ["Look at the line shown and at the one above it.", "Quote a text that holds : # { } [ ] or ,."],
  },
  tab_indent: {
    title: "A tab indents a line",
    means: "YAML lets only spaces indent.",
    cures: ["Use two spaces for each level, and set your editor to do so in YAML files."],
  },
  alias: {
    title: "A YAML alias",
    means: "`*name` at the start of a value is an alias in YAML, and scenario files have none.",
    cures: ["Quote the value if the * belongs to it.", "Otherwise write the value out."],
    example: 'press: "*"',
  },
  anchor: {
    title: "A YAML anchor",
    means: "`&name` at the start of a value is an anchor in YAML, and scenario files have none.",
    cures: [
      "Quote the value if the & belongs to it.",
      "Otherwise remove it and write the value where it is used.",
    ],
  },
  tag: {
    title: "A YAML tag",
    means: "`!word` at the start of a value is a tag in YAML, and scenario files have none.",
    cures: ["Quote the text if it begins with an exclamation mark.", "Otherwise remove the tag."],
    example: 'sms: { from: acme, to: inbox, text: "!important" }',
  },
  merge_key: {
    title: "A YAML merge key",
    means: "`<<` brings in the keys of another map in YAML. Scenario files have no such thing.",
    cures: ["Write the keys out.", "`include` brings in people, lines and steps of another file."],
  },
  directive: {
    title: "A YAML directive",
    means: "A line that begins with % speaks to the parser. Scenario files have none.",
    cures: ["Remove the line."],
  },
  second_document: {
    title: "A second document begins",
    means: "`---` or `...` ends a document, and a scenario file is one.",
    cures: ["Remove the line, or move what follows to a file of its own."],
  },
  duplicate_key: {
    title: "A key stands twice in one map",
    means: "Only one of the two could count, so neither is chosen for you.",
    causes: ["An item of a list lacks its dash.", "A part was copied and not renamed."],
    cures: ["Keep one of them, or give the second a dash or a name of its own."],
  },
  key_not_text: {
    title: "A key is not a plain word",
    means: "A list or a map stands where a key should.",
    cures: ["Write `key: value`.", "Quote a key that begins with a bracket."],
  },
  unquoted_flow: {
    title: "A bracket or comma in an unquoted text",
    means:
      "Inside braces and brackets YAML takes { } [ ] and , for its own, so the text would be cut to pieces.",
    cures: ["Quote the text."],
    example: String.raw`message.received: { body: '/\d{6}/' }`,
  },
  unquoted_colon: {
    title: "A second colon in an unquoted text",
    means: "A colon and a space make a map in YAML, and only a value can stand here.",
    cures: ["Quote the text if the colon belongs to it.", "Otherwise put the map on lines of its own."],
    example: 'note: "Acme: your code is on its way"',
  },
  unquoted_hash: {
    title: "A # in an unquoted text",
    means: "A # after a space starts a comment in YAML, so the rest of the text would be lost.",
    cures: ["Quote the text if the # belongs to it.", "Write `# ` with a space after it for a comment."],
    example: 'sms: { from: acme, to: inbox, text: "Press #1" }',
  },
  missing_value: {
    title: "A key has no value",
    means: "A colon or a dash stands there and nothing after it.",
    causes: ["The colon lacks the space after it.", "The value stands on the next line without indentation."],
    cures: ["Write the value, or remove the key."],
  },
} as const satisfies Partial<Record<ProblemCode, Explanation>>;
