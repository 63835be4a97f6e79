// What is bundled in place of parts of our dependencies that ringback never comes to, and why not. Each says so if it is
// asked for after all.
import { fileURLToPath } from "node:url";

const standIn = (file) => fileURLToPath(new URL(`stand-ins/${file}`, import.meta.url));

/** Modules by name, and the file that is bundled in place of each. */
export const standIns = {
  // Express loads it for `express.json()` and the like, with tables of every encoding there is (200 KB). Its pages are
  // only read: bodies are the REST door's, which has a reader of its own.
  "body-parser": standIn("body-parser.cjs"),
  // The MCP server's checks of the forms that it may have a client fill in (270 KB). Ringback's tools ask for none.
  "@modelcontextprotocol/server/_shims": standIn("mcp-shims.js"),
};
