export { readClockMode } from "../kernel/clock/mode-text.ts";
