import type { NumberArea, NumberPool } from "./number-pool.ts";

const area = (locality: string, ...blocks: readonly string[]): NumberArea => ({ locality, blocks });

const unitedKingdom: readonly NumberPool[] = [
  {
    country: "GB",
    type: "local",
    areas: [
      area("london", "+44 20 7946 0xxx"),
      area("manchester", "+44 161 496 0xxx"),
      area("birmingham", "+44 121 496 0xxx"),
      area("edinburgh", "+44 131 496 0xxx"),
      area("glasgow", "+44 141 496 0xxx"),
      area("liverpool", "+44 151 496 0xxx"),
      area("leeds", "+44 113 496 0xxx"),
      area("sheffield", "+44 114 496 0xxx"),
      area("nottingham", "+44 115 496 0xxx"),
      area("leicester", "+44 116 496 0xxx"),
      area("bristol", "+44 117 496 0xxx"),
      area("reading", "+44 118 496 0xxx"),
      area("newcastle", "+44 191 498 0xxx"),
      area("cardiff", "+44 29 2018 0xxx"),
      area("belfast", "+44 28 9649 6xxx"),
      { blocks: ["+44 1632 960xxx"] },
    ],
  },
  { country: "GB", type: "mobile", areas: [{ blocks: ["+44 7700 900xxx"] }] },
  { country: "GB", type: "national", areas: [{ blocks: ["+44 3069 990xxx"] }] },
];

const germany: readonly NumberPool[] = [
  {
    country: "DE",
    type: "local",
    areas: [
      area("berlin", "+49 30 23125 xxx"),
      area("frankfurt", "+49 69 90009 xxx"),
      area("hamburg", "+49 40 66969 xxx"),
      area("cologne", "+49 221 4710 xxx"),
      area("munich", "+49 89 99998 xxx"),
    ],
  },
  // No range of 032 is known to be set aside: the zeros show that nobody has these.
  { country: "DE", type: "national", areas: [{ blocks: ["+49 32 000000xxx"] }] },
];

const france: readonly NumberPool[] = [
  {
    country: "FR",
    type: "local",
    areas: [
      area("paris", "+33 1 99 00 xx xx"),
      area("nantes", "+33 2 61 91 xx xx"),
      area("rennes", "+33 2 61 91 xx xx"),
      area("lille", "+33 3 53 01 xx xx"),
      area("strasbourg", "+33 3 53 01 xx xx"),
      area("lyon", "+33 4 65 71 xx xx"),
      area("marseille", "+33 4 65 71 xx xx"),
      area("nice", "+33 4 65 71 xx xx"),
      area("bordeaux", "+33 5 36 49 xx xx"),
      area("toulouse", "+33 5 36 49 xx xx"),
    ],
  },
  { country: "FR", type: "mobile", areas: [{ blocks: ["+33 6 39 98 xx xx"] }] },
];

// The Netherlands and Spain set nothing aside that is known here: subscriber parts full of zeros are plainly invented.
const netherlands: readonly NumberPool[] = [
  {
    country: "NL",
    type: "local",
    areas: [
      area("amsterdam", "+31 20 000 0xxx"),
      area("rotterdam", "+31 10 000 0xxx"),
      area("the-hague", "+31 70 000 0xxx"),
      area("utrecht", "+31 30 000 0xxx"),
      area("eindhoven", "+31 40 000 0xxx"),
    ],
  },
  { country: "NL", type: "mobile", areas: [{ blocks: ["+31 6 00000xxx"] }] },
];

const spain: readonly NumberPool[] = [
  {
    country: "ES",
    type: "local",
    areas: [
      area("madrid", "+34 910 00 0x xx"),
      area("barcelona", "+34 930 00 0x xx"),
      area("valencia", "+34 960 00 0x xx"),
      area("seville", "+34 950 00 0x xx"),
      area("bilbao", "+34 940 00 0x xx"),
    ],
  },
  { country: "ES", type: "mobile", areas: [{ blocks: ["+34 600 00 0x xx"] }] },
];

/** The numbers of the five European countries: ranges set aside for drama where the country has them, zeros elsewhere. */
export const europe: readonly NumberPool[] = [
  ...unitedKingdom,
  ...germany,
  ...france,
  ...netherlands,
  ...spain,
];
