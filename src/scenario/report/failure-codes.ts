/** Every way a run can fail, as a closed list. The names are stable; `explanations.ts` says what each means. */
export const failureCodes = [
  "expectation_not_met",
  "expectation_too_late",
  "expectation_too_often",
  "wrong_order",
  "forbidden_event",
  "wrong_state",
  "over_budget",
  "never_armed",
  "step_failed",
  "reference_without_value",
  "not_heard",
  "call_over",
  "line_missing",
  "agent_not_started",
  "agent_not_ready",
  "agent_idle",
  "agent_timeout",
  "scenario_timeout",
  "agent_exit",
  "not_emulated",
  "ringback_bug",
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** Every way a run can be odd without failing. */
export const warningCodes = [
  "no_agent",
  "fault_never_struck",
  "rule_never_fired",
  "webhook_unheard",
  "already_past",
] as const;

export type WarningCode = (typeof warningCodes)[number];
