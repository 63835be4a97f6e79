import process from "node:process";

export { process };

export class DefaultJsonSchemaValidator {
  getValidator() {
    throw new Error("Ringback is bundled without the MCP server's forms: see scripts/stand-ins.js.");
  }
}
