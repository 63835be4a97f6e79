// Whether something grows: the middle one of the slopes between any two points, which a few odd points cannot tilt.

/** Units per minute. `points` are `[minute, value]`. */
export const slopeOf = (points) => {
  const slopes = points.flatMap(([minute, value], place) =>
    points.slice(place + 1).map(([later, other]) => (other - value) / (later - minute)),
  );
  return slopes.toSorted((left, right) => left - right)[Math.floor(slopes.length / 2)] ?? 0;
};
