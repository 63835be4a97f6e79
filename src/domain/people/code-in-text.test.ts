import { expect, it } from "vitest";
import { codeInText } from "./code-in-text.ts";
import { linksInText } from "./links-in-text.ts";

it.each([
  ["Your verification code is 482913", "482913"],
  ["482913 is your Acme code. Do not share it.", "482913"],
  ["G-482913 is your code", "482913"],
  ["验证码：482913，请勿泄露", "482913"],
  ["Your code is 4829. Call +1 415 555 0123 for help.", "4829"],
  ["Call (415) 555-0123 or 415-555-0199 or 020 7946 0123. Code: 48291", "48291"],
  ["+14155550123 482913", "482913"],
  ["555-0123 sent you 482913", "482913"],
  ["https://acme.example/1234567 or acme.example/c/7654321: 482913", "482913"],
  ["You paid $1500, €2,000.50, 3000 USD and 4000.00 EUR with 482913", "482913"],
  ["Balance 1234.56, code 482913", "482913"],
  ["@acme.example #482913", "482913"],
  ["Order A123456 has shipped", undefined],
  ["123 or 123456789", undefined],
  ["Call +14155550123", undefined],
  ["", undefined],
])("finds in “%s” the code %s", (text, code) => expect(codeInText(text)).toBe(code));

it.each([
  "1 ".repeat(8000),
  "a.".repeat(8000),
  "a-".repeat(8000),
  "+1 ".repeat(5000),
  "1,".repeat(8000),
  "$1".repeat(8000),
])("is done soon with a text made to take long", (text) => expect(codeInText(text)).toBeUndefined());

it.each([
  [
    "See https://acme.example/a?b=c, or HTTP://x.example.",
    ["https://acme.example/a?b=c", "HTTP://x.example"],
  ],
  ["(https://acme.example/a) “https://acme.example/b”", ["https://acme.example/a", "https://acme.example/b"]],
  ["https://en.example/Ring_(bell)!", ["https://en.example/Ring_(bell)"]],
  ["ftp://acme.example and acme.example", []],
])("finds in “%s” the links %j", (text, links) => expect(linksInText(text)).toEqual(links));
