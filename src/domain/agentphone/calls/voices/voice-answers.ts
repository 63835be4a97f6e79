import type { VoiceMark, WebhookDelivery } from "../../../../world/webhook-entities.ts";
import type { World } from "../../../../world/world.ts";
import type { TurnTaker } from "../../../calls/voice.ts";
import type { AnswerPiece, AttemptOutcome } from "../../webhooks/deliveries-port.ts";
import { explainOutcome } from "../../webhooks/explain-outcome.ts";
import { VoiceAnswerReader, type VoicePiece } from "./read-voice-answer.ts";

/** An answer that is coming in, and how many of its pieces were given before, when it was sent the first time. */
interface Coming {
  readonly reader: VoiceAnswerReader;
  toSkip: number;
}

/** Gives what voice webhooks answer to the turns that they were asked for. */
export class VoiceAnswers {
  readonly #world: World;
  readonly #taker: TurnTaker;
  /**
   * The answers that are coming in, by delivery. They are no part of the world: a delivery that was abandoned on its
   * way is due again as a whole, and so is its answer.
   */
  readonly #coming = new Map<string, Coming>();

  constructor(world: World, taker: TurnTaker) {
    this.#world = world;
    this.#taker = taker;
  }

  /** Takes what comes in of an answer, and does at once what is whole of it. */
  hear({ id, voice }: WebhookDelivery, piece: AnswerPiece): void {
    if (voice === undefined) return;
    const coming = this.#coming.get(id);
    if ("status" in piece) {
      this.#coming.set(id, { reader: new VoiceAnswerReader(piece), toSkip: voice.given ?? 0 });
    } else if (coming !== undefined) this.#give(id, voice, coming.reader.push(piece.bytes), coming);
  }

  /** Nothing more comes of a delivery; `outcome` says what came of it. */
  end({ id, voice, timeoutMs }: WebhookDelivery, outcome: AttemptOutcome): void {
    if (voice === undefined) return;
    const coming = this.#coming.get(id);
    this.#coming.delete(id);
    const why = "failure" in outcome ? explainOutcome(outcome, timeoutMs) : undefined;
    this.#give(id, voice, coming?.reader.end(why) ?? [{ reply: {}, last: true, why }], coming);
  }

  /** Forgets what is coming in: all of it was abandoned. */
  forget(): void {
    this.#coming.clear();
  }

  #give(id: string, voice: VoiceMark, pieces: readonly VoicePiece[], coming: Coming | undefined): void {
    const { callId, turn, opening } = voice;
    let { given = 0 } = voice;
    for (const { reply, last, why } of pieces) {
      // The caller's own turn follows, unless this one has ended the call.
      const isLast = last && (opening !== true || reply.then !== undefined);
      if (!isLast && Object.keys(reply).length === 0) continue;
      if (!isLast && coming !== undefined && coming.toSkip > 0) {
        coming.toSkip -= 1;
        continue;
      }
      if (!isLast) {
        given += 1;
        this.#world.tables.webhookDeliveries.update(id, { voice: { ...voice, given } });
      }
      this.#taker.reply(callId, turn, reply, isLast, why);
    }
  }
}
