import type { RealSettings } from "./real-settings.ts";
import type { SwitchReader } from "./switch-reader.ts";

const shape = /^([A-Z]{2}) (local|mobile|national)\s*=\s*(.+)$/;
const address = /^AD[0-9a-fA-F]{32}$/;
const bundle = /^BU[0-9a-fA-F]{32}$/;

/** What Twilio asks for besides a number, by country and type: an address, a bundle of documents, or both. */
export const readRegistrations = (reader: SwitchReader): RealSettings["registrations"] => {
  const read: Record<string, { readonly addressSid?: string; readonly bundleSid?: string }> = {};
  for (const [index, entry] of reader.list("RINGBACK_REAL_REGISTRATIONS").entries()) {
    const [, country, type, sids = ""] = shape.exec(entry) ?? [];
    const parts = sids.split("/").map((part) => part.trim());
    const addressSid = parts.find((part) => address.test(part));
    const bundleSid = parts.find((part) => bundle.test(part));
    const understood = Number(addressSid !== undefined) + Number(bundleSid !== undefined);
    if (country === undefined || type === undefined || understood !== parts.length) {
      reader.wrong(
        `Entry ${index + 1} of RINGBACK_REAL_REGISTRATIONS is not understood. Write it like GB mobile=AD…/BU…, the address, the bundle or both, each with 32 hexadecimal digits.`,
      );
      continue;
    }
    read[`${country} ${type}`] = {
      ...(addressSid !== undefined && { addressSid }),
      ...(bundleSid !== undefined && { bundleSid }),
    };
  }
  return read;
};
