import { protectedNumberReason } from "../../../kernel/numbers/protected-numbers.ts";
import { maskNumber } from "./masked.ts";

/** Why nobody may be sent to a number, with the code of the refusal. */
export interface UnsafeRecipient {
  readonly code: "number_protected" | "recipient_not_allowed";
  readonly why: string;
}

/**
 * Whether something is an ordinary telephone: E.164, no emergency, public service or crisis line, no premium rate,
 * no satellite. Twilio puts emergency calls through, so this is the only net.
 */
export const unsafeRecipient = (to: string): UnsafeRecipient | undefined => {
  const reason = protectedNumberReason(to);
  if (reason !== undefined) return { code: "number_protected", why: reason };
  if (/^\s*\+?[\d\s().*#-]{1,8}\s*$/.test(to) && digitsOf(to).length <= 6) return shortCode;
  if (!isE164(to)) return notE164(to);
  const line = dearLines.find(({ form }) => form.test(to));
  if (line === undefined) return undefined;
  return {
    code: "number_protected",
    why: `${maskNumber(to)} is ${line.name}: with a real carrier ringback never reaches those. Use an ordinary telephone's number.`,
  };
};

/** A plus and 7 to 15 digits; of North America, which has one length, exactly that. */
export const isE164 = (text: string): boolean =>
  text.startsWith("+1") ? /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(text) : /^\+[2-9]\d{6,14}$/.test(text);

const digitsOf = (text: string): string => text.replace(/\D/g, "");

const shortCode: UnsafeRecipient = {
  code: "number_protected",
  why:
    "Short codes and numbers of up to six digits are never reached with a real carrier: they are services, and many cost. " +
    "Use a full number in E.164 form, such as +14155550123.",
};

const notE164 = (to: string): UnsafeRecipient => ({
  code: "recipient_not_allowed",
  why:
    `${to === "" ? "An empty recipient" : maskNumber(to.slice(0, 60))} is no telephone number in E.164 form. A real carrier reaches ` +
    "nothing else: write a plus, the country and the number, such as +14155550123.",
});

// Only ranges that are dear as a whole. Whoever lists one of these numbers by hand has made a mistake or was tricked.
const dearLines: readonly { readonly form: RegExp; readonly name: string }[] = [
  { form: /^\+1[2-9]11/, name: "in no area code: some exchanges hear an emergency or service code in it" },
  { form: /^\+1(?:900|976)|^\+1\d{3}976/, name: "a premium-rate number of North America" },
  { form: /^\+979/, name: "an international premium-rate number" },
  { form: /^\+(?:870|881)/, name: "a satellite telephone" },
  { form: /^\+(?:878|882|883|888|808)/, name: "a number of an international network" },
  { form: /^\+44(?:9|70|87)/, name: "a premium-rate or personal number of the United Kingdom" },
  { form: /^\+49(?:900|137|180|190)/, name: "a premium-rate number of Germany" },
  { form: /^\+338[1-9]/, name: "a service number of France" },
  { form: /^\+34(?:803|806|807|905|907)/, name: "a premium-rate number of Spain" },
  { form: /^\+31(?:900|906|909)/, name: "a premium-rate number of the Netherlands" },
  { form: /^\+61190/, name: "a premium-rate number of Australia" },
  { form: /^\+651900/, name: "a premium-rate number of Singapore" },
  { form: /^\+81990/, name: "a premium-rate number of Japan" },
  { form: /^\+55900/, name: "a premium-rate number of Brazil" },
  { form: /^\+39(?:89|199)/, name: "a premium-rate number of Italy" },
  { form: /^\+4190/, name: "a premium-rate number of Switzerland" },
  { form: /^\+439(?:0|3)/, name: "a premium-rate number of Austria" },
];
