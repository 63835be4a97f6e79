import * as fc from "fast-check";
import { expect, it } from "vitest";
import { protectedLines } from "./protected-lines.ts";
import { protectedNumberReason } from "./protected-numbers.ts";

const refused = {
  emergency: [
    "911",
    "112",
    "999",
    "000",
    "110",
    "119",
    "118",
    "15",
    "17",
    "18",
    "190",
    "191",
    "192",
    "193",
    "111",
    "995",
  ],
  services: ["211", "311", "411", "511", "611", "711", "811", "933", "988", "741741", "1737", "3114"],
  prefixed: [
    "+911",
    "++911",
    "+1911",
    "+1 911",
    "+(1) 911",
    "1-911",
    "1911",
    "0911",
    "+0911",
    "9911",
    "9,911",
    "9,,911",
  ],
  international: [
    "001911",
    "0111911",
    "0011 61 000",
    "011 44 999",
    "+44999",
    "+61 000",
    "+49 (0) 112",
    "+15",
    "+33 15",
    "+1988",
  ],
  punctuated: [
    "9 1 1",
    "9.1.1",
    "9-1-1",
    "9–1–1",
    "(911)",
    "9/1/1",
    "9_1_1",
    " 911\n",
    "911\u0000",
    "\u200e911",
    "9\u200b1\u200b1",
  ],
  otherDigits: ["９１１", "＋１９１１", "٩١١", "९११", "⑨①①", "𝟿𝟷𝟷", "9️⃣1️⃣1️⃣"],
  extended: [
    "911;ext=1",
    "911x2",
    "911 ext. 2",
    "911#",
    "911,,1",
    "911*",
    "911 EXTENSION 5",
    "911 p1",
    "911w1",
  ],
  withCallCodes: ["*67911", "*67 911", "#31#112", "*31#112"],
  uris: [
    "tel:911",
    "TEL:+1-911",
    "tel://911",
    "tel:+1-911;phone-context=example.com",
    "tel:%39%31%31",
    "sms:911?body=hi",
  ],
  sipUris: [
    "sip:911@host",
    "sip:+1911@host;user=phone",
    "sips:911@host:5061",
    "<sip:911@host>",
    '"Bob" <sip:911@host>',
  ],
  otherUris: ["911@host", "whatsapp:+1911", "tel:tel:911", "urn:service:sos", "urn:service:sos.fire"],
  crisisLine: [
    "+18002738255",
    "18002738255",
    "8002738255",
    "(800) 273-8255",
    "+1 (800) 273-8255",
    "0018002738255",
  ],
  letters: [
    "1-800-273-TALK",
    "1800273TALK",
    "+1 800 273 talk",
    "800-273-TALK",
    "+1-800-273-TALK ext 5",
    "1-800-273-TALK x2",
  ],
  elsewhere: [
    "116 123",
    "+44116123",
    "+44 116 123",
    "+49 116 111",
    "13 11 14",
    "+61131114",
    "+61 13 11 14",
    "0800 1111",
    "+448001111",
  ],
  elsewhereInFull: [
    "+741741",
    "00911",
    "011 911",
    "0041 116 123",
    "+1 741741",
    "+498001110111",
    "0800 111 0 111",
    "+81 120 783 556",
    "0120-783-556",
    "+318000113",
  ],
};

it.each(Object.values(refused).flat())("refuses %j", (spelling) => {
  expect(protectedNumberReason(spelling)).toMatch(
    / is .+: ringback refuses it in every spelling and in every mode\.$/,
  );
});

const ordinary = {
  ends: [
    "+14155550911",
    "+12125550112",
    "+12125550186",
    "+442030000123",
    "+15005550100",
    "+14155550123;ext=911",
    "+19110000000",
  ],
  heads: [
    "+19005550911",
    "+376741741",
    "+298686868",
    "+18002214444",
    "+508828865",
    "12025550112",
    "4155550911",
    "555-0911",
    "+14155550123,911",
    "020 7946 0112",
    "+9111234567",
  ],
  almost: [
    "+4411234567",
    "+49110123456",
    "+999123456789",
    "+112345678",
    "sip:alice@host",
    "sip:+14155550911@911.example",
  ],
  shortCodes: [
    "72166",
    "1150",
    "9123",
    "8150",
    "917",
    "818",
    "33112",
    "61000",
    "44999",
    "55911",
    "32665",
    "262966",
    "40404",
    "1234",
    "5550",
  ],
  names: [
    "",
    "+",
    " ",
    "acme",
    "salon",
    "Yuv",
    "help",
    "line-911",
    "num_911",
    "agent 007",
    "911 Plumbing",
    "18 Carat",
  ],
  texts: ["alice@example.com", "15 minutes", "https://host.test/911", "2026-04-01T10:22:00Z", "lock-988-box"],
};

it.each(Object.values(ordinary).flat())("lets %j pass", (spelling) => {
  expect(protectedNumberReason(spelling)).toBeUndefined();
});

it("names the line", () => {
  expect(protectedNumberReason("1-800-273-TALK")).toBe(
    "8002738255 is the suicide and crisis lifeline of the United States: " +
      "ringback refuses it in every spelling and in every mode.",
  );
});

const separators = fc.constantFrom("", " ", "-", ".", "\u00a0", "\u2011", "/", "\u200b");
const digitForms = fc.constantFrom(0x30, 0xff10, 0x660, 0x966, 0x1d7d8);
const prefixes = fc.constantFrom(
  "",
  "+1",
  "1-",
  "+1 (",
  "tel:",
  "tel:+1",
  "0",
  "sip:",
  "+44 ",
  "00 44 ",
  "*67",
);
const tails = fc.constantFrom("", "x3", ";ext=9", " ext 4", "#", ",,12", "@example.com", ")");

it("refuses emergency lines however they are dressed", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("911", "112", "999", "000", "988", "933", "411", "110"),
      prefixes,
      separators,
      digitForms,
      tails,
      (digits, prefix, separator, zero, tail) => {
        const dressed = digits
          .split("")
          .map((digit) => String.fromCodePoint(zero + Number(digit)))
          .join(separator);
        expect([prefix + dressed + tail, protectedNumberReason(prefix + dressed + tail)]).not.toContain(
          undefined,
        );
      },
    ),
    { numRuns: 500 },
  );
});

const fullLines = new Set(protectedLines.map((line) => (line.callingCode ?? "") + line.digits));

it("lets every ordinary E.164 number pass", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{6,14}$/), (digits) => {
      fc.pre(!fullLines.has(digits.replace(/^([34]\d\d?)(?=116\d{3}$)/, "")));
      expect(protectedNumberReason(`+${digits}`)).toBeUndefined();
    }),
    { numRuns: 5_000 },
  );
});

it("lets numbers pass that merely end in a protected line", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[2-9]\d\d555$/),
      fc.constantFrom("0911", "0112", "0999", "0988", "0933"),
      (head, tail) => {
        for (const number of [`+1${head}${tail}`, `1${head}${tail}`, `${head}${tail}`]) {
          expect([number, protectedNumberReason(number)]).toEqual([number, undefined]);
        }
      },
    ),
  );
});

it("answers something or nothing for any text, and never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(["string", "undefined"]).toContain(typeof protectedNumberReason(text));
    }),
  );
});
