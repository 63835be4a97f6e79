/** The marks between which models write what is meant for programs. */
const names = "function_calls?|function_results?|tool_calls?|tool_use|tool_results?|invoke|thinking|think";

// What is never closed goes on to the end. The lengths are bounded, so that no text takes long to look through.
const whole = new RegExp(`<(${names})\\b[^<>]{0,256}>[^]*?(?:</\\1\\s{0,16}>|$)`, "gi");
const stray = new RegExp(`</?(?:${names})\\b[^<>]{0,256}>`, "gi");

/** A text to be spoken without what a model wrote into it for programs, such as a function call. */
export const stripMarkup = (text: string): string => {
  if (!text.includes("<")) return text;
  return text
    .replace(whole, " ")
    .replace(stray, " ")
    .replace(/[ \t]{2,}/g, " ");
};
