/** How many samples a second of sound has: as many as a telephone carries. */
export const sampleRate = 8000;

/** The value of a sample where nothing is heard. */
const silence = 128;

const headerSize = 44;

/** A WAV file of so many samples, mono, in which nothing is heard yet; what is added to `samples` is in `file`. */
export const silentWaveFile = (count: number): { file: Buffer; samples: Uint8ClampedArray } => {
  // A chunk of an odd size is followed by a byte that is not part of it.
  const padded = count + (count % 2);
  const file = Buffer.alloc(headerSize + padded);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(headerSize - 8 + padded, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate, 28);
  file.writeUInt16LE(1, 32);
  // Plain tones need no more than 8 bits, and half an hour of them is 14 MB, where 16 bits would make it 29.
  file.writeUInt16LE(8, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(count, 40);
  const samples = new Uint8ClampedArray(file.buffer, file.byteOffset + headerSize, count).fill(silence);
  return { file, samples };
};
