import type { World } from "../../world/world.ts";

/** Somebody outside the world who waits for an instant in it. */
interface Waiting {
  readonly whenDue: () => void;
  readonly tell: (isOver: boolean) => void;
}

/** Stretches of a world's time that answers wait for. Each is a timer of the world; who waits is not part of it. */
export class Delays {
  readonly #world: World;
  readonly #waiting = new Map<string, Waiting>();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Waits until so much time has passed, and calls `whenDue` at that very instant. Resolves with false when the world
   * became another one, or ended, before that.
   */
  pass(milliseconds: number, whenDue: () => void): Promise<boolean> {
    if (milliseconds === 0) {
      whenDue();
      return Promise.resolve(true);
    }
    const { clock } = this.#world;
    const delayId = this.#world.nextId("delay");
    clock.schedule({
      at: clock.now() + milliseconds,
      class: "story",
      kind: "fault.delay",
      payload: { delayId },
    });
    return new Promise((tell) => this.#waiting.set(delayId, { whenDue, tell }));
  }

  /** A stretch is over. In a world that was brought back nobody may be waiting for it any more. */
  end(delayId: string): void {
    const waiting = this.#waiting.get(delayId);
    this.#waiting.delete(delayId);
    waiting?.whenDue();
    waiting?.tell(true);
  }

  /** Lets nobody wait any longer: what they waited for is not going to come. */
  breakOff(): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { tell } of all) tell(false);
  }
}
