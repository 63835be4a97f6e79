// What a soak's samples say. What is weighed goes up and down: by how much of its heap V8 keeps in reserve (30 MB), and by
// how many connections happen to be open. Both only ever add to what the process cannot do without, so that shows in the
// lowest samples, and a leak lifts them; the heap in use is steady enough for a slope through all samples.
import { slopeOf } from "./slope.js";

/** The lowest of a part in the first third and in the last, and by how much it rises, in units a minute. */
const lowest = (samples, part) => {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const of = (some) => some.reduce((low, sample) => (sample[part] < low[part] ? sample : low));
  const middle = (some) => some[Math.floor(some.length / 2)].minute;
  const [begin, end] = [samples.slice(0, third), samples.slice(-third)];
  const [before, after] = [of(begin)[part], of(end)[part]];
  const minutes = middle(end) - middle(begin);
  return { before, after, perMinute: minutes === 0 ? 0 : (after - before) / minutes };
};

/** Judges the samples that are taken after the warm-up. Bounds are a minute; of files, all along. */
export const judge = (samples, bounds) => {
  const slope = (part) => slopeOf(samples.map((sample) => [sample.minute, sample[part]]));
  const [first, last] = [samples[0], samples.at(-1)];
  const resident = lowest(samples, "residentAfterGc");
  const outside = lowest(samples, "outsideMegabytes");
  const files = lowest(samples, "files");
  const heapPerMinute = slope("heapMegabytes");
  return {
    heapPerMinute,
    codePerMinute: slope("codeMegabytes"),
    residentPerMinute: resident.perMinute,
    outsidePerMinute: outside.perMinute,
    heap: [first.heapMegabytes, last.heapMegabytes],
    code: [first.codeMegabytes, last.codeMegabytes],
    resident: [resident.before, resident.after],
    outside: [outside.before, outside.after],
    files: [files.before, files.after],
    isFlat:
      heapPerMinute <= bounds.heap &&
      resident.perMinute <= bounds.resident &&
      files.after - files.before <= bounds.files,
  };
};
