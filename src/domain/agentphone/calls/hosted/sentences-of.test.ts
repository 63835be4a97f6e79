import fc from "fast-check";
import { expect, it } from "vitest";
import { sentencesOf } from "./sentences-of.ts";

it.each([
  [
    "Call Lovely Nails salon. Book a manicure! Saturday? Thanks…",
    ["Call Lovely Nails salon.", "Book a manicure!", "Saturday?", "Thanks…"],
  ],
  ["be kind. ask for the name. then hang up", ["be kind.", "ask for the name.", "then hang up"]],
  [
    "Offer, e.g. a table at 2.5 miles, i.e. near. Go on.",
    ["Offer, e.g. a table at 2.5 miles, i.e. near.", "Go on."],
  ],
  [
    "Come at 7 p.m. on Friday, 9 a.m. Monday. Or 8 p.m. Never later.",
    ["Come at 7 p.m. on Friday, 9 a.m. Monday.", "Or 8 p.m.", "Never later."],
  ],
  [
    "The U.S. Bank in the U.S. is closed. It is in the U.S. Then ask.",
    ["The U.S. Bank in the U.S. is closed.", "It is in the U.S.", "Then ask."],
  ],
  [
    "Ask for Dr. Smith, Mrs. Jones or J. R. Ewing. Wait.",
    ["Ask for Dr. Smith, Mrs. Jones or J. R. Ewing.", "Wait."],
  ],
  ["Take order No. 5. No. Do not.", ["Take order No. 5.", "No.", "Do not."]],
  ["It was I. Nobody else.", ["It was I.", "Nobody else."]],
  [
    "Ask Acme Inc. for tea etc. and wait, etc. Nobody else.",
    ["Ask Acme Inc. for tea etc. and wait, etc.", "Nobody else."],
  ],
  [
    "Write to jo.b@acme.example or acme.example/a?b=c. Done.",
    ["Write to jo.b@acme.example or acme.example/a?b=c.", "Done."],
  ],
  ["Say “Hello.” Then (if asked.) wait.", ["Say “Hello.”", "Then (if asked.) wait."]],
  ["“Really?” she said. Well... perhaps.", ["“Really?” she said.", "Well... perhaps."]],
  ["What?! No!!! Wait... Now.", ["What?!", "No!!!", "Wait...", "Now."]],
  ["**Be brief.** _Stay calm._ End", ["**Be brief.**", "_Stay calm._", "End"]],
  [
    "# Role\n\n- Be polite\r\n* Ask. Wait\n1. First\n2) Second\n• Third",
    ["Role", "Be polite", "Ask.", "Wait", "First", "Second", "Third"],
  ],
  [
    "Steps: 1. Ask for the name. 2. Say it back. I am 25. Bye.",
    ["Steps: 1. Ask for the name.", "2. Say it back.", "I am 25.", "Bye."],
  ],
  ["您好。请问您几点来？「好的。」谢谢！再见", ["您好。", "请问您几点来？", "「好的。」", "谢谢！", "再见"]],
  ["नमस्ते। आप कैसे हैं? ठीक", ["नमस्ते।", "आप कैसे हैं?", "ठीक"]],
  ["Hello {{name}}. Your order {{ id }} is ready.", ["Hello {{name}}.", "Your order {{ id }} is ready."]],
  ["--- \n***\n . ! \n\n", []],
  ["", []],
])("finds the sentences of “%s”", (text, sentences) => expect(sentencesOf(text)).toEqual(sentences));

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      ". ",
      ".",
      "! ",
      "?",
      "…",
      "。",
      "\n",
      "\n- ",
      " ",
      "e.g. ",
      "p.m. ",
      "U.S. ",
      "“",
      "”",
      ")",
      "**",
    ),
    fc.string({ maxLength: 8 }),
    fc.lorem({ maxCount: 3 }),
  ),
  { maxLength: 60 },
);

it("loses no word, changes nothing, and never finds an empty sentence", () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join("");
      const sentences = sentencesOf(text);
      let from = 0;
      for (const sentence of sentences) {
        expect(sentence).toBe(sentence.trim());
        expect(sentence).toMatch(/[\p{L}\p{N}]/u);
        const found = text.indexOf(sentence, from);
        expect(found).toBeGreaterThanOrEqual(from);
        from = found + sentence.length;
      }
      const lettersOf = (some: string): string => some.replaceAll(/[^\p{L}]/gu, "");
      expect(lettersOf(sentences.join(""))).toBe(lettersOf(text));
    }),
  );
});

it.each([
  ".".repeat(32_000),
  `${".".repeat(31_999)}x`,
  `.${"*".repeat(31_998)}x`,
  `.${" ".repeat(31_998)}x`,
  "a. ".repeat(10_000),
  ". ".repeat(16_000),
  "- ".repeat(16_000),
  "1. ".repeat(10_000),
  "a".repeat(32_000),
  "A.B".repeat(10_000),
  "\n".repeat(32_000),
  "#".repeat(32_000),
])("is done soon with 32,000 characters made to take long (%#)", { timeout: 2000 }, (text) => {
  expect(sentencesOf(text).length).toBeLessThanOrEqual(16_000);
});
