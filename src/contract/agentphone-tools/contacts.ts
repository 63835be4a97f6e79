import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";
import { limit, offset, someText } from "./fields.ts";

/** AgentPhone's tools for contacts. */
export const contactTools = {
  list_contacts: phoneTool({
    name: "list_contacts",
    description: "List the address book, or what of it has a text in its name or number.",
    annotations: looking,
    input: () =>
      z.object({ search: someText("A part of a name or number"), limit: limit(50), offset: offset() }),
  }),
  manage_contact: phoneTool({
    name: "manage_contact",
    description:
      "Create, change or delete a contact. create needs phone_number and name, the others contact_id; ask the user before deleting.",
    annotations: { destructiveHint: true },
    input: () =>
      z.object({
        action: z.enum(["create", "update", "delete"]).describe("What to do"),
        contact_id: someText("The contact's id"),
        phone_number: someText("The contact's number, in E.164 form"),
        name: someText("The contact's name"),
        email: z.string().email().optional().describe("The contact's email address"),
        notes: someText("Anything to remember"),
      }),
  }),
};
