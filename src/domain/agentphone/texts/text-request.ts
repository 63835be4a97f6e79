import { RingbackError } from "../../../kernel/errors.ts";

/** A text that somebody wants sent. Senders and targets are as the documentation ranks them. */
export interface TextRequest {
  readonly agentId?: string | undefined;
  readonly numberId?: string | undefined;
  readonly fromNumber?: string | undefined;
  /** A number in any spelling, a short code, an email address or a group's id. */
  readonly toNumber?: string | undefined;
  /** Starts an iMessage group. */
  readonly recipients?: readonly string[] | undefined;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly sendStyle?: string | undefined;
  readonly replyToId?: string | undefined;
}

/** A 422 about one field of a request, or about all of it, which AgentPhone writes in these words. */
export const refuseRequest = (says: string, path = ""): RingbackError =>
  new RingbackError("validation_error", `${path || "The request"}: ${says}`, {
    says: `Value error, ${says}`,
    issues: [{ path, message: `Value error, ${says}` }],
  });

/** Throws `validation_error` for wishes that do not go together. */
export const checkTextRequest = (request: TextRequest): void => {
  const { agentId, numberId, fromNumber, toNumber, recipients, body, mediaUrls } = request;
  if (toNumber === undefined && recipients === undefined) {
    throw refuseRequest("Provide to_number (an existing chat) or recipients (to start a group).");
  }
  if (toNumber !== undefined && recipients !== undefined) {
    throw refuseRequest("Provide either to_number or recipients, not both.");
  }
  if (agentId === undefined && numberId === undefined && fromNumber === undefined) {
    throw refuseRequest("Provide agent_id, number_id or from_number to say who sends.");
  }
  if (body === "" && mediaUrls.length === 0) {
    throw refuseRequest("A body may be empty only beside media.", "body");
  }
};
