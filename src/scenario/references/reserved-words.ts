/** First words of references that are not for names of the file's own. */
export const reservedWords: readonly string[] = ["people", "lines", "agents", "faker", "env", "example"];
