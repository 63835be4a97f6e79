/** Whether a point, in which `*` stands for anything, means an operation of this name. */
export const matchesPoint = (point: string, name: string): boolean => {
  const [start = "", ...rest] = point.split("*");
  const end = rest.pop();
  if (end === undefined) return point === name;
  if (!name.startsWith(start)) return false;
  // Piece by piece from the left, where a regular expression with many stars could search for ever.
  let place = start.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, place);
    if (found < 0) return false;
    place = found + piece.length;
  }
  return name.length - end.length >= place && name.endsWith(end);
};
