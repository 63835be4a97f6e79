import type { Instant } from "../../../../kernel/clock/clock.ts";
import type { RecordedCall } from "./is-recorded.ts";
import { addTone } from "./tones.ts";
import { sampleRate, silentWaveFile } from "./wave-file.ts";

/** A key sounds for a tenth of a second, and the next one follows after as much silence. */
const keyLength = sampleRate / 10;
const keyPace = 2 * keyLength;

/** The recording of a call as a WAV file: a tone for each speaker while they speak, the true tones of keys, and silence. */
export const writeRecording = ({
  answeredAt,
  endedAt,
  turns,
}: Pick<RecordedCall, "answeredAt" | "endedAt" | "turns">): Buffer => {
  const sampleAt = (instant: Instant): number => Math.round(((instant - answeredAt) * sampleRate) / 1000);
  const { file, samples } = silentWaveFile(sampleAt(endedAt));
  for (const { role, content, digits, at, until } of turns) {
    if (digits === true) {
      // What is known of keys for certain is when the last of them was over.
      const start = sampleAt(until) - content.length * keyPace;
      for (const [place, key] of content.split("").entries())
        addTone(samples, key, start + place * keyPace, start + place * keyPace + keyLength);
    } else addTone(samples, role, sampleAt(at), sampleAt(until));
  }
  return file;
};
