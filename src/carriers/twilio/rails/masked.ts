/** A telephone number as it may stand in a sentence: `+1415•••0100`. Codes of up to four digits are nobody's and stay. */
export const maskNumber = (number: string): string => {
  if (!/^\s*\+?[\d\s().-]+$/.test(number)) return maskText(number);
  const digits = number.replace(/\D/g, "");
  if (digits.length <= 4) return number.trim();
  const plus = number.includes("+") ? "+" : "";
  if (digits.length < 7) return `${plus}•••${digits.slice(-2)}`;
  if (digits.length < 10) return `${plus}${digits.slice(0, 2)}•••${digits.slice(-2)}`;
  return `${plus}${digits.slice(0, 4)}•••${digits.slice(-4)}`;
};

/**
 * A text without what must not be printed: credentials, queries of URLs, Twilio's long names and telephone numbers. It
 * rather hides too much. Ids of ringback's own, such as `call_12`, stay as they are.
 */
export const maskText = (text: string): string => maskNumbers(hideSecrets(text));

const hideSecrets = (text: string): string =>
  text
    .replace(/\b(basic|bearer)\s+[a-z\d+/=_~.-]{16,}/gi, "$1 [hidden]")
    .replace(secretField, "$1$2[hidden]")
    .replace(/\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"'@]+@/gi, "$1[hidden]@")
    .replace(/\b((?:https?|wss?):\/\/[^\s?#"'<>]*)\?[^\s"'<>]*/gi, "$1?…")
    .replace(/(?<![a-z\d])([A-Z]{2})[\da-f]{28}([\da-f]{4})(?![a-z\d])/gi, "$1…$2")
    // Twilio's tokens are 32 hexadecimal digits, the secrets of its keys 32 letters and digits.
    .replace(/(?<![a-z\d])(?=[a-z]*\d)[a-z\d]{32,}(?![a-z\d])/gi, "[hidden]");

const secretField =
  /\b(authorization|auth_?token|api_?secret|password|secret)(["']?\s*[:=]\s*["']?)(?!\[|basic\b|bearer\b)[^\s"',;&}]+/gi;

const maskNumbers = (text: string): string =>
  text
    .replace(/(?:\+|%2b)\d(?:[ ().\-\u00a0]{0,2}\d){5,}/gi, (number) =>
      maskNumber(number.replace(/^%2b/i, "+")),
    )
    .replace(/(?<![\d+•])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g, (number) => maskNumber(number))
    .replace(/(?<!\b[a-z]+_[\da-z]*|[+•\d])\d{7,}/gi, (number) => maskNumber(number));
