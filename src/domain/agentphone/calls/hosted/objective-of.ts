/** Where the vendor's MCP server puts a call's topic into the prompt that it writes around it. */
const marked = /^--- CALL OBJECTIVE\b[^\n]*---\n([\s\S]*?)\n--- END OBJECTIVE ---$/m;

/** What of a prompt is to be talked about: what stands between the marks of an objective, else all of it. */
export const objectiveOf = (prompt: string): string => marked.exec(prompt)?.[1] ?? prompt;
