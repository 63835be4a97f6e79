import { readFileSync, rmSync } from "node:fs";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { RingbackError } from "../kernel/errors.ts";
import { bugLogPath } from "./bug-log.ts";
import { CommandFailure, UsageError } from "./failures.ts";
import { reportFailure } from "./report-failure.ts";

let said = "";

beforeEach(() => {
  said = "";
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  onTestFinished(() => {
    write.mockRestore();
    vi.unstubAllEnvs();
    rmSync(bugLogPath(), { force: true });
  });
});

it.each([
  [1, new CommandFailure("Nobody answers.")],
  [2, new UsageError("There is no such flag.")],
  [2, new RingbackError("validation_error", "The port is in use.")],
])("exits %i with the sentence alone", (code, error) => {
  expect(reportFailure(error)).toBe(code);
  expect(said).toBe(`${error.message}\n`);
});

it("takes the control characters out of what it quotes, but leaves lines and tabs", () => {
  reportFailure(new UsageError("one\n\ttwo \u001b[2J\u009bK \u202ethree"));
  expect(said).toBe("one\n\ttwo \ufffd[2J\ufffdK \ufffdthree\n");
});

it("exits 3 for anything else, says where the log is, and keeps the stack there", () => {
  expect(reportFailure(new TypeError("undefined is no function"))).toBe(3);
  expect(said).toContain("ringback has a bug; your command is not to blame: undefined is no function\n");
  expect(said).toContain(bugLogPath());
  expect(said).not.toContain("    at ");
  expect(readFileSync(bugLogPath(), "utf8")).toContain("    at ");
});

it("shows the stack with RINGBACK_DEBUG=1", () => {
  vi.stubEnv("RINGBACK_DEBUG", "1");
  reportFailure(new TypeError("undefined is no function"));
  expect(said).toContain("    at ");
});
