import { untilGone } from "./bell.ts";
import type { CallDesk } from "./call-desk.ts";
import type { Ear, PhoneCall } from "./phone-call.ts";
import type { MachineEnd, Step } from "./steps.ts";

/** What became of the ringing. */
export type PickedUp =
  | { readonly by: "person" }
  | { readonly by: "machine"; readonly greeting: string; readonly ends: MachineEnd }
  | { readonly by: undefined; readonly status: "busy" | "no-answer" | "failed"; readonly sipCode: number };

const waitFor = (desk: CallDesk, call: PhoneCall, milliseconds: number): Promise<true> => {
  let isOver = false;
  const stop = desk.core.realTime.after(milliseconds, () => {
    isOver = true;
    call.bell.ring();
  });
  return call.bell.until(() => (isOver ? true : undefined), call.over.signal).finally(stop);
};

/** What whoever is called does while it rings. Throws `Gone` when the call ends meanwhile. */
export const pickUp = async (desk: CallDesk, call: PhoneCall): Promise<PickedUp> => {
  for (;;) {
    const step = await call.bell.until(() => call.steps[0], call.over.signal);
    if (step.do === "wait") {
      call.steps.shift();
      await waitFor(desk, call, step.milliseconds);
      continue;
    }
    if (["answer", "machine", "busy", "no answer", "fail"].includes(step.do)) call.steps.shift();
    if (step.do === "machine") return { by: "machine", greeting: step.greeting, ends: step.ends };
    if (step.do === "busy") return { by: undefined, status: "busy", sipCode: 486 };
    if (step.do === "fail") return { by: undefined, status: "failed", sipCode: step.sipCode };
    const rungOut = step.do === "answer" && (step.after ?? 0) > call.order.timeout;
    if (step.do === "no answer" || rungOut) return { by: undefined, status: "no-answer", sipCode: 487 };
    return { by: "person" };
  }
};

/** Whoever called us hangs up while it still rings, if that is what comes next. */
export const mayGiveUp = (desk: CallDesk, call: PhoneCall): Promise<void> =>
  untilGone(
    (async () => {
      for (;;) {
        const step = await call.bell.until(() => {
          if (call.answered !== undefined) return "answered";
          const next = call.steps[0];
          return next?.do === "wait" || next?.do === "hang up" ? next : undefined;
        }, call.over.signal);
        if (step === "answered") return;
        call.steps.shift();
        if (step.do === "hang up") return desk.end(call, "canceled");
        if (step.do === "wait") await waitFor(desk, call, step.milliseconds);
      }
    })(),
  );

/** Does one step after the other for as long as the call lasts. */
export const actPerson = (desk: CallDesk, call: PhoneCall): Promise<void> =>
  untilGone(
    (async () => {
      for (;;) {
        const step = await call.bell.until(() => call.steps.shift(), call.over.signal);
        await doStep(desk, call, step);
      }
    })(),
  );

/** Whoever listens, once somebody does. */
const earOf = (call: PhoneCall): Promise<Ear> => call.bell.until(() => call.ear, call.over.signal);

/** Says something as soon as our side is not in the middle of a turn. */
const say = async (call: PhoneCall, text: string, pieces: readonly string[]): Promise<void> => {
  const ear = await call.bell.until(
    () => (call.conversation.turns.at(-1)?.over === false ? undefined : call.ear),
    call.over.signal,
  );
  call.conversation.add({ by: "person", text });
  ear.says(text, "person", pieces);
};

const press = async (call: PhoneCall, digits: string): Promise<void> => {
  const ear = await earOf(call);
  call.conversation.add({ by: "person", digits });
  ear.presses(digits);
};

const hear = async (call: PhoneCall, text: string | undefined): Promise<void> => {
  const count = await call.bell.until(() => {
    const found = call.conversation.turns
      .slice(call.heard)
      .findIndex((turn) => turn.over && (text === undefined || turn.text.includes(text)));
    return found < 0 ? undefined : found + 1;
  }, call.over.signal);
  call.heard += count;
};

const interrupt = async (call: PhoneCall, heard: string, text: string | undefined): Promise<void> => {
  await call.bell.until(() => {
    const { ear } = call;
    if (ear === undefined) return undefined;
    if (ear.interrupt !== undefined) return ear.interrupt(heard, text) ? true : undefined;
    if (text !== undefined) {
      call.conversation.add({ by: "person", text });
      ear.says(text, "person", []);
    }
    return true;
  }, call.over.signal);
};

const doStep = async (desk: CallDesk, call: PhoneCall, step: Step): Promise<void> => {
  switch (step.do) {
    case "hear":
      return hear(call, step.text);
    case "say":
      return say(call, step.text, step.pieces ?? []);
    case "press":
      return press(call, step.digits);
    case "interrupt":
      return interrupt(call, step.heard, step.text);
    case "be silent":
      return (await earOf(call)).isSilent();
    case "let pass":
      return desk.pass(call, step.seconds * 1000);
    case "wait":
      await waitFor(desk, call, step.milliseconds);
      return;
    case "hang up":
      call.told = step.told;
      return desk.end(call, "completed");
    case "cut socket": {
      const ear = await call.bell.until(
        () => (call.ear?.cut === undefined ? undefined : call.ear),
        call.over.signal,
      );
      return ear.cut?.();
    }
    case "answer":
    case "machine":
    case "busy":
    case "no answer":
    case "fail":
      throw new Error(`A person who is in a call already cannot "${step.do}".`);
  }
};
