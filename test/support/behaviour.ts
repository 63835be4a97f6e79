/** One thing that ringback plays, in a sentence, with what it rests on. */
export interface Behaviour {
  /** The page that shows it, or `inferred` where no page does. */
  readonly source: string;
  /** `seen`: a public page shows it. `inferred`: a guess, for the reason in `why`. */
  readonly evidence: "seen" | "inferred";
  /** The part of ringback it belongs to; docs/emulated.md has a heading for each. */
  readonly area: string;
  readonly behaviour: string;
  /** Why it was guessed so, and not otherwise. */
  readonly why?: string;
}

/** One thing that exists at the vendor, or might, and is not played here. */
export interface Gap {
  readonly what: string;
  readonly source: string;
  /** What happens to whoever asks for it all the same. */
  readonly instead: string;
  /** Why it is not played. */
  readonly why?: string;
}

type Sentences = Readonly<Record<string, string>>;
type Guesses = Readonly<Record<string, readonly [behaviour: string, why: string]>>;
type Declared<Ids> = { readonly [Id in keyof Ids]: Behaviour };

/** Behaviours that a public page shows. */
export const seen = <const Ids extends Sentences>(
  area: string,
  source: string,
  sentences: Ids,
): Declared<Ids> => {
  const list = Object.entries(sentences).map(([id, behaviour]) => [
    id,
    { source, evidence: "seen", area, behaviour },
  ]);
  return Object.fromEntries(list) as Declared<Ids>;
};

/** Behaviours that no page shows, each with the reason for the guess. */
export const inferred = <const Ids extends Guesses>(area: string, guesses: Ids): Declared<Ids> => {
  const list = Object.entries(guesses).map(([id, [behaviour, why]]) => [
    id,
    { source: "inferred", evidence: "inferred", area, behaviour, why },
  ]);
  return Object.fromEntries(list) as Declared<Ids>;
};
