/** Whether a text is what a glob says, in which each `*` stands for any characters or none. Linear, whatever the glob. */
export const fitsGlob = (glob: string, text: string): boolean => {
  const [start = "", ...rest] = glob.split("*");
  const end = rest.pop();
  if (end === undefined) return glob === text;
  if (!text.startsWith(start)) return false;
  // Piece by piece from the left, where a regular expression with many stars could search for ever.
  let place = start.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, place);
    if (found < 0) return false;
    place = found + piece.length;
  }
  return text.length - end.length >= place && text.endsWith(end);
};
