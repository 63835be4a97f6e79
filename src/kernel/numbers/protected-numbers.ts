import { callingCode } from "./calling-code.ts";
import { protectedLines, type ProtectedLine } from "./protected-lines.ts";

/**
 * Answers a sentence that names the emergency, public service or crisis line a spelling reaches, or undefined for any
 * other number. Looks through punctuation, URIs, other scripts' digits, dialling prefixes, extensions and letters.
 */
export const protectedNumberReason = (spelling: string): string | undefined => {
  if (/^\s*urn:service:sos\b/i.test(spelling)) {
    return refusal("urn:service:sos", "the address of the emergency services");
  }
  const line = spellings(spelling).map(lineBehind).find(Boolean);
  return line === undefined ? undefined : refusal(line.digits, line.name);
};

const refusal = (digits: string, name: string): string =>
  `${digits} is ${name}: ringback refuses it in every spelling and in every mode.`;

const lines = new Map<string, readonly ProtectedLine[]>();
for (const line of protectedLines) lines.set(line.digits, [...(lines.get(line.digits) ?? []), line]);

/** The digits as dialled and, where letters stand for digits, as the keypad reads them; a leading plus is kept. */
const spellings = (spelling: string): readonly string[] => {
  if (/^\+\d+$/.test(spelling)) return [spelling];
  const text = subscriberPart(plainDigits(spelling));
  // Codes in front change how a call is made (*67 hides the caller), not where it goes.
  const [, plus = "", dialled = ""] = /^(\+*)(?:[*#]+\d{2,3}[*#]+|\*\d{2}(?=\d))?(.*)$/s.exec(text) ?? [];
  // A digit and a pause get an outside line; what is dialled comes after them.
  const rest = dialled.replace(/^(\d?)[,;pw]+(?=\d)/i, "$1");
  const sign = plus === "" ? "" : "+";
  const head = /^\d*/.exec(rest)?.[0] ?? "";
  const readings = [rest, rest.replace(/(?:x|ext|extension)\d+$/i, "")].filter((reading) =>
    vanity.test(reading),
  );
  return [
    ...(head !== "" && extension.test(rest.slice(head.length)) ? [sign + head] : []),
    ...readings.map((reading) => sign + keypadDigits(reading)),
  ];
};

const extension = /^(?:$|[,;*#?]|x|ext|p\d|w\d)/i;
const vanity = /^\d{4,}[\da-z]*[a-z][\da-z]*$/i;

/** Every digit as ASCII, nothing but letters, digits and the signs that mean something to a telephone. */
const plainDigits = (spelling: string): string =>
  percentDecoded(spelling)
    .normalize("NFKC")
    .replace(/[^\P{Nd}0-9]/gu, asciiDigit)
    .replace(/[^\p{L}\d+*#,;:@?]/gu, "")
    // No number is this long, and what follows looks ahead: a text of megabytes must not cost its square.
    .slice(0, 200);

const percentDecoded = (text: string): string =>
  text.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

// Unicode keeps each script's digits in one run of ten, so the distance to the run's start is the value.
const asciiDigit = (digit: string): string => {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
};

/** What stands between a URI's scheme and its host. */
const subscriberPart = (text: string): string =>
  text
    .replace(/^.*?(?=[a-z][a-z\d+]*:)(?:[a-z][a-z\d+]*:)+/i, "")
    .replace(/@.*$/s, "")
    .replace(/(?<=[\dx]):.*$/s, "");

const keypadDigits = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => "22233344455566677778889999"[letter.charCodeAt(0) - 97] ?? "");

const lineBehind = (spelling: string): ProtectedLine | undefined => {
  if (spelling.startsWith("+")) return abroad(spelling.slice(1));
  const direct = lines.get(spelling)?.[0] ?? behindTrunkPrefix(spelling);
  if (direct !== undefined) return direct;
  const afterExit = /^(?:0011|011|010|00)(?=[1-9])/.exec(spelling)?.[0];
  if (afterExit !== undefined) return abroad(spelling.slice(afterExit.length));
  // A calling code without plus or exit code counts in full numbers only: five digits may be someone's short code.
  return spelling.length >= 7 ? abroad(spelling) : undefined;
};

const behindTrunkPrefix = (digits: string): ProtectedLine | undefined => {
  const line = lines.get(digits.slice(1))?.[0];
  if (line === undefined) return undefined;
  const short = line.digits.length <= 3;
  if (digits.startsWith("0")) return short || line.digits.length >= 7 ? line : undefined;
  // Long distance and outside lines: only for what people do dial so, or plain four-digit codes would be refused.
  return /^[189](?:[2-9]11|11\d|999|000|988|933)$/.test(digits) ? line : undefined;
};

const abroad = (digits: string): ProtectedLine | undefined => {
  // Up to six digits are nobody's number: a plus in front of a bare code is a way to write the code.
  const bare = digits.length <= 6 ? (lines.get(digits)?.[0] ?? behindTrunkPrefix(digits)) : undefined;
  if (bare !== undefined) return bare;
  const code = callingCode(digits);
  const national = digits.slice(code.length);
  const candidates = [national, ...(national.startsWith("0") ? [national.slice(1)] : [])];
  const found = candidates.flatMap((candidate) => lines.get(candidate) ?? []);
  return found.find(
    (line) => (line.callingCode ?? code) === code && (reachesFrom(code, line) || digits.length <= 6),
  );
};

/** Whether calling code and line make a number together, and not by chance the number of some subscriber. */
const reachesFrom = (code: string, line: ProtectedLine): boolean =>
  line.callingCode === code ||
  (line.digits.startsWith("116") && /^[34]/.test(code) && line.digits.length === 6);
