/** How sure of itself the speech recognition is where nobody says. */
const usualConfidence = 0.95;

interface Recognised {
  readonly confidence?: number | undefined;
  readonly digits?: boolean | undefined;
}

/** How sure the speech recognition is of something that the far end of a call said, from 0 to 1; keys are certain. */
export const confidenceOf = ({ confidence, digits = false }: Recognised): number =>
  confidence ?? (digits ? 1 : usualConfidence);
