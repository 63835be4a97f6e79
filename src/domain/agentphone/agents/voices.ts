/** A voice that an agent can have. */
export interface Voice {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly gender: string | null;
  readonly accent: string | null;
  readonly previewUrl: string | null;
}

/** So many of one provider's voices, a line each: id, name, gender, accent; `-` where the provider does not say. */
const of = (provider: string, table: string, hasPreview = true): readonly Voice[] =>
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", name = "", gender = "-", accent = "-"] = line.split("|").map((cell) => cell.trim());
      return {
        id,
        name,
        provider,
        gender: gender === "-" ? null : gender,
        accent: accent === "-" ? null : accent,
        // A name that can never be looked up: nothing here speaks, and no stranger is to be asked.
        previewUrl: hasPreview ? `https://voices.ringback.invalid/${id}.mp3` : null,
      };
    });

/** A few dozen of the hundreds of voices there are, of each provider some; the one that new agents have comes first. */
export const voices: readonly Voice[] = [
  ...of("platform", `custom_voice_ea22ba5fdfaa18f39c274851c1 | Skylar — Friendly Guide | female | American`),
  ...of(
    "elevenlabs",
    `
    11labs-Marissa | Marissa | female | American
    11labs-Adrian  | Adrian  | male   | American
    11labs-Anna    | Anna    | female | American
    11labs-Amy     | Amy     | female | British
    11labs-Anthony | Anthony | male   | British
    11labs-Billy   | Billy   | male   | American
    11labs-Chloe   | Chloe   | female | American
    11labs-Dorothy | Dorothy | female | British
    11labs-Monika  | Monika  | female | Indian
    11labs-Noah    | Noah    | male   | Australian`,
  ),
  ...of(
    "cartesia",
    `
    cartesia-Cleo   | Cleo   | female | American
    cartesia-Hailey | Hailey | female | American
    cartesia-Nico   | Nico   | male   | American
    cartesia-Oliver | Oliver | male   | British
    cartesia-Isabel | Isabel | female | Spanish`,
  ),
  ...of(
    "openai",
    `
    openai-Alloy   | Alloy   | - | American
    openai-Ash     | Ash     | male   | American
    openai-Coral   | Coral   | female | American
    openai-Nova    | Nova    | female | American
    openai-Onyx    | Onyx    | male   | American
    openai-Shimmer | Shimmer | female | American`,
  ),
  ...of(
    "minimax",
    `
    minimax-Cimo   | Cimo   | female | American
    minimax-Daniel | Daniel | male   | British
    minimax-Lin    | Lin    | female | -`,
  ),
  ...of(
    "fish_audio",
    `
    fish_audio-Ethan | Ethan | male | -
    fish_audio-Mira  | Mira  | -    | -`,
    false,
  ),
  ...of(
    "inworld",
    `
    inworld-Ashley | Ashley | female | American
    inworld-Ronald | Ronald | male   | American`,
  ),
  ...of(
    "qwen3",
    `
    qwen3-Cherry | Cherry | female | -
    qwen3-Ryan   | Ryan   | male   | -`,
    false,
  ),
  ...of(
    "platform",
    `
    platform-Willow | Willow | female | American
    platform-Grace | Grace  | female | American
    platform-Leo | Leo    | male   | -`,
    false,
  ),
];
