import type { NumberArea, NumberPool } from "./number-pool.ts";

const area = (locality: string, ...blocks: readonly string[]): NumberArea => ({ locality, blocks });

const fictionalMobiles = [
  "570 006, 570 156, 570 157, 570 158, 570 159, 570 110, 570 313, 570 737, 571 266, 571 491",
  "571 804, 572 549, 572 665, 572 983, 573 770, 573 087, 574 118, 574 632, 575 254, 575 789",
  "576 398, 576 801, 577 426, 577 644, 578 957, 578 148, 578 888, 579 212, 579 760, 579 455",
]
  .join(", ")
  .split(", ")
  .map((tail) => `+61 491 ${tail}`);

const australia: readonly NumberPool[] = [
  {
    country: "AU",
    type: "local",
    areas: [
      area("sydney", "+61 2 5550 xxxx", "+61 2 7010 xxxx"),
      area("canberra", "+61 2 5550 xxxx", "+61 2 7010 xxxx"),
      area("melbourne", "+61 3 5550 xxxx", "+61 3 7010 xxxx"),
      area("hobart", "+61 3 5550 xxxx", "+61 3 7010 xxxx"),
      area("brisbane", "+61 7 5550 xxxx", "+61 7 7010 xxxx"),
      area("perth", "+61 8 5550 xxxx", "+61 8 7010 xxxx"),
      area("adelaide", "+61 8 5550 xxxx", "+61 8 7010 xxxx"),
    ],
  },
  // The ranges set aside hold 30 mobiles and 5 freephone numbers; zeros widen both.
  {
    country: "AU",
    type: "mobile",
    areas: [{ blocks: [fictionalMobiles.join(" / "), "+61 400 000 xxx"] }],
  },
  {
    country: "AU",
    type: "national",
    areas: [
      {
        blocks: [
          "+61 1800 975 707 / +61 1800 975 708 / +61 1800 975 709 / +61 1800 975 710 / +61 1800 975 711",
          "+61 1800 000 xxx",
        ],
      },
    ],
  },
];

// The other three set nothing aside that is known here: subscriber parts full of zeros are plainly invented.
const newZealand: readonly NumberPool[] = [
  {
    country: "NZ",
    type: "local",
    areas: [
      area("auckland", "+64 9 000 0xxx"),
      area("wellington", "+64 4 000 0xxx"),
      area("christchurch", "+64 3 000 0xxx"),
      area("dunedin", "+64 3 000 0xxx"),
      area("hamilton", "+64 7 000 0xxx"),
    ],
  },
  { country: "NZ", type: "mobile", areas: [{ blocks: ["+64 21 000 0xxx"] }] },
];

const singapore: readonly NumberPool[] = [
  { country: "SG", type: "local", areas: [area("singapore", "+65 6000 0xxx")] },
  { country: "SG", type: "mobile", areas: [area("singapore", "+65 9000 0xxx")] },
];

const japan: readonly NumberPool[] = [
  {
    country: "JP",
    type: "local",
    areas: [
      area("tokyo", "+81 3 0000 0xxx"),
      area("osaka", "+81 6 0000 0xxx"),
      area("yokohama", "+81 45 000 0xxx"),
      area("nagoya", "+81 52 000 0xxx"),
      area("kyoto", "+81 75 000 0xxx"),
      area("kobe", "+81 78 000 0xxx"),
      area("fukuoka", "+81 92 000 0xxx"),
      area("sapporo", "+81 11 000 0xxx"),
    ],
  },
  { country: "JP", type: "mobile", areas: [{ blocks: ["+81 90 0000 0xxx"] }] },
];

/** The numbers of Australia, New Zealand, Singapore and Japan. */
export const asiaPacific: readonly NumberPool[] = [...australia, ...newZealand, ...singapore, ...japan];
