import { RingbackError } from "../../../kernel/errors.ts";
import { TwilioRefused, TwilioSilent } from "../rest/twilio-errors.ts";

/** Awaits something that was asked of Twilio; its failures become `carrier_error`, in the client's own sentences. */
export const asked = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TwilioRefused) {
      const details = error.code === 0 ? {} : { errorCode: String(error.code) };
      throw new RingbackError("carrier_error", error.message, details, { cause: error });
    }
    if (error instanceof TwilioSilent)
      throw new RingbackError("carrier_error", error.message, { outcome: "unknown" }, { cause: error });
    throw error;
  }
};
