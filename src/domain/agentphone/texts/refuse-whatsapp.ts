import { RingbackError } from "../../../kernel/errors.ts";
import { refuseRequest } from "./text-request.ts";

/** Says no to a text for WhatsApp, which no account has: with the vendor's word for it, once the request is sound. */
export const refuseWhatsApp = (formats: readonly string[]): never => {
  if (formats.length > 1) {
    throw refuseRequest(`${formats.join(", ")}: only one of these may be sent at once.`, formats[0]);
  }
  throw new RingbackError(
    "forbidden",
    "WhatsApp is not enabled for this account, and ringback plays no WhatsApp: send without channel, buttons, list, cta and template.",
    { apiCode: "WHATSAPP_NOT_ENABLED", says: "WhatsApp is not enabled for this account." },
  );
};
