import { AgentPhone, AgentPhoneError } from "agentphone";

/** How the vendor's client was refused: by which of its error classes, with which status and body. */
export interface SdkRefusal {
  readonly by: "AgentPhoneError" | "UnprocessableEntityError";
  readonly statusCode: number | undefined;
  readonly body: unknown;
}

/** Waits for a refusal; throws when what was asked is answered, or fails in another way. */
export const refusalFrom = async (asked: PromiseLike<unknown>): Promise<SdkRefusal> => {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof AgentPhoneError)) throw error;
    const { statusCode, body } = error;
    const isUnprocessable = error instanceof AgentPhone.UnprocessableEntityError;
    return { by: isUnprocessable ? "UnprocessableEntityError" : "AgentPhoneError", statusCode, body };
  }
  throw new Error("It was not refused.");
};

/** A refusal of any status but 422, as it comes out of the vendor's client. */
export const refused = (statusCode: number, detail: unknown): SdkRefusal => ({
  by: "AgentPhoneError",
  statusCode,
  body: { detail },
});

/** A 422 as it comes out of the vendor's client: the places that are wrong. */
export const unprocessable = (...places: readonly string[]): object => ({
  by: "UnprocessableEntityError",
  statusCode: 422,
  body: { detail: places.map((place) => ({ loc: place.split("."), msg: text(), type: text() })) },
});

const text = (): unknown => asymmetric;
const asymmetric = { asymmetricMatch: (value: unknown) => typeof value === "string" && value !== "" };
