import type { Ask } from "./world-port.ts";

/** What a hosted agent does in its turn besides speaking. */
export interface AgentDeed {
  /** Keys that it presses when it has spoken. */
  readonly press?: string;
  /** What it does when all of that is done. */
  readonly then?: "hang up" | "transfer";
}

/**
 * A hosted agent in a call, whose model nobody has here: the test says what it says. Have the call with `agent: "played"`,
 * or it speaks for itself meanwhile. Each throws `not_possible` where a webhook speaks, or while somebody else does.
 */
export interface CallAgent {
  /** It says something, and whoever listens has heard it when the promise is kept. */
  say(text: string, deed?: AgentDeed): Promise<void>;
  press(digits: string): Promise<void>;
  hangUp(): Promise<void>;
  /** Hands the call over to the agent's transfer number. */
  transfer(): Promise<void>;
  /** Lets its turn pass without a word. */
  pass(): Promise<void>;
  /** Calls one of its custom tools for real. What it answers comes as the event `tool.called`. */
  tool(name: string, input?: Readonly<Record<string, Json>>): Promise<void>;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Speaks for the hosted agent in a call. */
export const callAgentOf = (ask: Ask, callId: string): CallAgent => {
  const speak = async (reply: AgentDeed & { readonly text?: string }): Promise<void> => {
    const { press, ...others } = reply;
    const digits = press === undefined ? {} : { digits: press };
    await ask("control.calls.speak", { callId, ...others, ...digits });
    await ask("control.calls.wait", { callId, until: "reply", timeout: "10m" });
  };
  return {
    say: (text, deed = {}) => speak({ text, ...deed }),
    press: (press) => speak({ press }),
    hangUp: () => speak({ then: "hang up" }),
    transfer: () => speak({ then: "transfer" }),
    pass: () => speak({}),
    tool: async (tool, input = {}) => {
      await ask("control.calls.runTool", { callId, tool, with: { ...input } });
    },
  };
};
