import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "./diagnostic.ts";
import type { Diagnostic } from "./diagnostic.ts";

const mistake = (lineText: string, column: number, length: number, cure?: string): Diagnostic => ({
  file: "a.yaml",
  line: 3,
  column,
  length,
  code: "unknown_key",
  message: "`frm` is not a key here.",
  lineText,
  ...(cure === undefined ? {} : { cure }),
});

const markerOf = (text: string): string => text.split("\n")[2] ?? "";

describe("formatDiagnostic", () => {
  it("prints the place, the sentence, the line, a caret and the cure", () => {
    expect(formatDiagnostic(mistake("sms: { frm: acme }", 8, 3, "Did you mean `from`?"))).toBe(
      [
        "a.yaml:3:8 unknown_key `frm` is not a key here.",
        "  sms: { frm: acme }",
        "         ^^^",
        "  Did you mean `from`?",
      ].join("\n"),
    );
  });

  it("keeps tabs before the caret", () => {
    expect(markerOf(formatDiagnostic(mistake("\tab\tfrm: x", 5, 3)))).toBe("  \t  \t^^^");
  });

  it("counts wide characters as two cells and combining ones as none", () => {
    expect(markerOf(formatDiagnostic(mistake("日本: frm", 5, 3)))).toBe("        ^^^");
    expect(markerOf(formatDiagnostic(mistake("e\u0301: frm", 5, 3)))).toBe("     ^^^");
    expect(markerOf(formatDiagnostic(mistake("😀 frm", 4, 3)))).toBe("     ^^^");
    expect(markerOf(formatDiagnostic(mistake("x: 日本", 4, 2)))).toBe("     ^^^^");
  });

  it("shows a window of a long line around the mistake", () => {
    const line = `${"a".repeat(500)}frm${"b".repeat(500)}`;
    const [, shown, marker] = formatDiagnostic(mistake(line, 501, 3)).split("\n");
    expect(shown).toHaveLength(122);
    expect(shown?.slice(marker?.indexOf("^"), marker?.lastIndexOf("^") ?? 0 + 1)).toContain("fr");
  });

  it("leaves the line out when it is blank or the mistake lies beyond what was kept", () => {
    expect(formatDiagnostic(mistake("", 1, 1))).toBe("a.yaml:3:1 unknown_key `frm` is not a key here.");
    expect(formatDiagnostic(mistake("abc", 900, 1)).split("\n")).toHaveLength(1);
  });

  it("never prints control characters of the line", () => {
    expect(formatDiagnostic(mistake("a\u001b[31m: b", 1, 1))).not.toContain("\u001b");
  });

  it("puts the caret after the end for something missing there", () => {
    expect(markerOf(formatDiagnostic(mistake("from:", 6, 1)))).toBe("       ^");
  });
});
