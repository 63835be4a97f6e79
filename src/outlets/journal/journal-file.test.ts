import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openJournalFile } from "./journal-file.ts";

it("leaves a file as it is until it begins, and may be closed twice", () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "journal.jsonl");
  writeFileSync(path, "of another\n");
  const file = openJournalFile(path, expect.unreachable);
  file.write("first");
  expect(readFileSync(path, "utf8")).toBe("of another\n");
  file.begin();
  file.write("second");
  file.close();
  file.close();
  expect(readFileSync(path, "utf8")).toBe("first\nsecond\n");
});
