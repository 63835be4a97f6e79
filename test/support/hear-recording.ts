const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const keypad = ["123", "456", "789", "*0#"];

/** The hertz of each speaker in a recording. */
export const speakers = { agent: 400, user: 500 } as const;

/** The two tones of a key, as every telephone has them. */
export const tonesOf = (key: string): readonly number[] => {
  const row = keypad.findIndex((keys) => keys.includes(key));
  return [rows[row] ?? 0, columns[keypad[row]?.indexOf(key) ?? 0] ?? 0];
};

/** What is heard between two milliseconds of a recording, as numbers around zero. */
export const heard = (file: Buffer, from: number, to: number): readonly number[] =>
  Array.from(file.subarray(44 + from * 8, 44 + to * 8), (sample) => sample - 128);

/** Whether nothing at all is heard between two milliseconds. */
export const isSilent = (file: Buffer, from: number, to: number): boolean =>
  heard(file, from, to).every((sample) => sample === 0);

/** How loud one frequency is in a sound, by Goertzel's algorithm: 1 is a tone at full strength all along. */
export const strengthOf = (hertz: number, samples: readonly number[]): number => {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / 8000);
  let [last, before] = [0, 0];
  for (const sample of samples) [last, before] = [sample + turn * last - before, last];
  return (2 * Math.sqrt(last * last + before * before - turn * last * before)) / samples.length / 127;
};

/** The tones that are plainly there. */
export const tonesIn = (samples: readonly number[]): readonly number[] =>
  [...Object.values(speakers), ...rows, ...columns].filter((hertz) => strengthOf(hertz, samples) > 0.15);
