import { once } from "../../../../kernel/once.ts";
import { sampleRate } from "./wave-file.ts";

/** The hertz of each thing that can be heard: two speakers, a third apart and below every key, and the keys of a telephone. */
const frequencies: Readonly<Record<string, readonly number[]>> = {
  agent: [400],
  user: [500],
  "1": [697, 1209],
  "2": [697, 1336],
  "3": [697, 1477],
  "4": [770, 1209],
  "5": [770, 1336],
  "6": [770, 1477],
  "7": [852, 1209],
  "8": [852, 1336],
  "9": [852, 1477],
  "*": [941, 1209],
  "0": [941, 1336],
  "#": [941, 1477],
};

// Two sounds at once fit into a sample without being cut off.
const loudness = 60;

/** How long a sound swells and dies away, in samples: where it began or ended at full strength it would click. */
const edge = sampleRate / 200;

// Every frequency is a whole number, so that a second of it can be repeated for ever.
const seconds = once(
  () => new Map(Object.entries(frequencies).map(([name, hertz]) => [name, oneSecond(hertz)])),
);

const oneSecond = (hertz: readonly number[]): Int8Array =>
  Int8Array.from({ length: sampleRate }, (_, place) => {
    const waves = hertz.map((each) => Math.sin((2 * Math.PI * each * place) / sampleRate));
    return Math.round((loudness / hertz.length) * waves.reduce((sum, wave) => sum + wave, 0));
  });

/** Adds the tone of a speaker or of a key to what is heard between two samples, as far as there are any. */
export const addTone = (samples: Uint8ClampedArray, name: string, start: number, end: number): void => {
  const second = seconds().get(name);
  if (second === undefined) return;
  const first = Math.max(0, start);
  const length = Math.min(samples.length, end) - first;
  for (let place = 0; place < length; place += 1) {
    const fromEdge = Math.min(place + 1, length - place);
    const wave = second[place % second.length] ?? 0;
    samples[first + place] =
      (samples[first + place] ?? 0) + (fromEdge < edge ? (wave * fromEdge) / edge : wave);
  }
};
