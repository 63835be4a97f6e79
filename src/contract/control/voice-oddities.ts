/** What was seen of webhooks about calls on the live service and differs from their documentation, each by a name. */
export const voiceOddities = [
  "empty-first-turn",
  "list-transcript",
  "none-confidence",
  "bare-numbers",
  "empty-ids",
  "none-ids",
  "role-history",
  "repeated-turns",
  "empty-end-transcript",
  "fraction-duration",
  "text-duration",
  "none-duration",
] as const;
