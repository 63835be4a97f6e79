import { expect, it, onTestFinished, vi } from "vitest";
import { endSignal } from "./end-signal.ts";

it.each([
  ["SIGINT", "SIGTERM", 143],
  ["SIGTERM", "SIGINT", 130],
  ["SIGHUP", "SIGHUP", 129],
] as const)(
  "resolves at %s, and %s after it ends the process at once with %i",
  async (first, second, code) => {
    const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
    onTestFinished(() => {
      exit.mockRestore();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal);
    });
    const ended = endSignal();
    process.emit(first, first);
    await ended;
    expect(exit).not.toHaveBeenCalled();
    process.emit(second, second);
    expect(exit).toHaveBeenCalledWith(code);
  },
);
