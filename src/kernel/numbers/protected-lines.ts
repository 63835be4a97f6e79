/** A line that nobody may reach, rent or forward to. `callingCode` is absent where many countries share the digits. */
export interface ProtectedLine {
  /** As dialled within the country, without a trunk prefix. */
  readonly digits: string;
  readonly callingCode?: string;
  readonly name: string;
}

const everywhere = (name: string, digits: string): readonly ProtectedLine[] =>
  digits.split(" ").map((line) => ({ digits: line, name }));

const within = (callingCode: string, name: string, digits: string): readonly ProtectedLine[] =>
  digits.split(" ").map((line) => ({ digits: line, callingCode, name }));

const threeDigitsFromOne = Array.from({ length: 100 }, (_, index) => String(100 + index)).join(" ");

/** Emergency services, public service codes and crisis lines. Of lines with the same digits the first gives its name. */
export const protectedLines: readonly ProtectedLine[] = [
  ...everywhere("the emergency number of North America", "911"),
  ...everywhere("the emergency number of Europe and of mobile networks", "112"),
  ...everywhere("the emergency number of the United Kingdom and many other countries", "999"),
  ...everywhere("the emergency number of Australia", "000"),
  ...everywhere("the emergency number of New Zealand", "111"),
  ...everywhere(
    "an emergency number: police, fire or ambulance",
    "110 119 118 995 15 17 18 14 19 190 191 192 193",
  ),
  ...everywhere(
    "an emergency number: police, fire or ambulance",
    "990 991 992 993 994 996 997 998 060 065 066 080",
  ),
  ...everywhere("the suicide and crisis lifeline of North America", "988"),
  ...everywhere("the emergency address check of North America", "933"),
  ...everywhere("a public service code of North America", "211 311 411 511 611 711 811"),
  ...everywhere("a helpline of Spain", "024 016"),
  ...everywhere("a public service or emergency code", threeDigitsFromOne),
  ...everywhere("a European crisis or child helpline", "116000 116006 116016 116111 116117 116123"),
  ...within("1", "a crisis text line of North America", "741741 686868 838255 678678"),
  ...within("1", "the suicide and crisis lifeline of the United States", "8002738255"),
  ...within("1", "a crisis line of Canada", "8334564566 8006686868"),
  ...within("1", "a crisis line of the United States", "8664887386 8662427233 8007997233 8006564673"),
  ...within("1", "a poison or substance abuse line of the United States", "8002221222 8006624357"),
  ...within("44", "a crisis line of the United Kingdom", "8001111 8000684141 85258"),
  ...within("61", "a crisis line of Australia", "131114 1800551800 1300224636 1300659467 1800737732"),
  ...within("64", "a crisis line of New Zealand", "1737 800543354 508828865"),
  ...within("65", "a crisis line of Singapore", "1767 1771"),
  ...within("49", "a crisis line of Germany", "8001110111 8001110222 8001110333"),
  ...within("33", "the suicide prevention line of France", "3114"),
  ...within("33", "a helpline of France", "3919"),
  ...within("31", "the suicide prevention line of the Netherlands", "8000113"),
  ...within("81", "a crisis line of Japan", "120783556 570064556 570783556"),
];
