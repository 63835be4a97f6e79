/** How a machine's greeting ends; or what picked up is a fax, or cannot be told apart. */
export type MachineEnd = "beep" | "silence" | "other" | "fax" | "unknown";

/** One thing that a person does in a call. Steps are done one after the other; a person without any waits for more. */
export type Step =
  /** Picks up. With `after`, that many seconds of ringing are over by then, without waiting for them. */
  | { readonly do: "answer"; readonly after?: number }
  /** A machine picks up, says its greeting, and listens. */
  | { readonly do: "machine"; readonly greeting: string; readonly ends: MachineEnd }
  | { readonly do: "busy" }
  | { readonly do: "no answer" }
  | { readonly do: "fail"; readonly sipCode: number }
  /** Waits until our side's turn is over; with `text`, until one is over in which that was said. */
  | { readonly do: "hear"; readonly text?: string }
  | { readonly do: "say"; readonly text: string; readonly pieces?: readonly string[] }
  | { readonly do: "press"; readonly digits: string }
  /** Talks over our side once these words were heard, perhaps saying something. */
  | { readonly do: "interrupt"; readonly heard: string; readonly text?: string }
  /** Says nothing where something is expected. */
  | { readonly do: "be silent" }
  /** So many seconds of the call go by, without anybody waiting for them. */
  | { readonly do: "let pass"; readonly seconds: number }
  /** Waits for so many milliseconds of real time. */
  | { readonly do: "wait"; readonly milliseconds: number }
  | { readonly do: "hang up"; readonly told?: "by socket" | "by status" }
  /** The relay's socket breaks, as if the network had cut it. */
  | { readonly do: "cut socket" };

/** Picks up. `after`: seconds of ringing that are over by then; more than the call's `Timeout` and nobody is there any more. */
export const answers = (after?: number): Step => ({
  do: "answer",
  ...(after === undefined ? {} : { after }),
});
/** A machine picks up and says its greeting, whose end is told apart as Twilio does. */
export const machine = (greeting: string, ends: MachineEnd = "beep"): Step => ({
  do: "machine",
  greeting,
  ends,
});
export const busy = (): Step => ({ do: "busy" });
/** It rings for as long as it may, without anybody waiting for that. */
export const noAnswer = (): Step => ({ do: "no answer" });
/** The network cannot reach the number. */
export const fails = (sipCode = 404): Step => ({ do: "fail", sipCode });
/** Turns the call away. */
export const declines = (): Step => ({ do: "busy" });
/** Waits until our side's turn is over; given words, until one is over in which they were said. */
export const hears = (text?: string): Step => ({ do: "hear", ...(text === undefined ? {} : { text }) });
/** Says something. `pieces` are what is understood meanwhile, told of as prompts that are not the last. */
export const says = (text: string, pieces?: readonly string[]): Step => ({
  do: "say",
  text,
  ...(pieces === undefined ? {} : { pieces }),
});
export const presses = (digits: string): Step => ({ do: "press", digits });
/** Talks over our side once it has said these words; `text` is what is said then. */
export const interruptsAfter = (heard: string, text?: string): Step => ({
  do: "interrupt",
  heard,
  ...(text === undefined ? {} : { text }),
});
/** Says and presses nothing where something was asked. */
export const isSilent = (): Step => ({ do: "be silent" });
/** So many seconds of the call are over, without anybody waiting for them: they count, cost and run into the time limit. */
export const talksFor = (seconds: number): Step => ({ do: "let pass", seconds });
/** Waits by the clock that was given to the fake Twilio. */
export const waits = (milliseconds: number): Step => ({ do: "wait", milliseconds });
/** Hangs up. `told`: what of it gets to our side first and is answered before the other, its socket's end or the status. */
export const hangsUp = (told?: "by socket" | "by status"): Step => ({
  do: "hang up",
  ...(told === undefined ? {} : { told }),
});
/** The relay's socket breaks in the middle; the call itself goes on. */
export const cutsSocket = (): Step => ({ do: "cut socket" });
