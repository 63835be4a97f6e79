/** The name most like a misspelt one, for "did you mean". Undefined when nothing is near. */
export const nearestName = (wanted: string, names: Iterable<string>): string | undefined =>
  nearestNames(wanted, names)[0];

/** The names like a misspelt one, nearest first; of two equally near the one that comes first. */
export const nearestNames = (wanted: string, names: Iterable<string>): readonly string[] =>
  Array.from(names, (name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .toSorted((left, right) => left.distance - right.distance)
    .map(({ name }) => name);

const editDistance = (left: string, right: string): number => {
  if (Math.abs(left.length - right.length) > 20) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + change,
      );
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
};
