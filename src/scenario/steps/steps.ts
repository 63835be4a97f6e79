import { clearFault } from "./clear-fault.ts";
import { fault } from "./fault.ts";
import { imessage, mms } from "./media-texts.ts";
import { missedCall } from "./missed-call.ts";
import { note } from "./note.ts";
import { otp } from "./otp.ts";
import { reaction } from "./reaction.ts";
import { request } from "./request.ts";
import { sms } from "./sms.ts";
import type { StepDefinition } from "./step-definition.ts";
import { webhookTest } from "./webhook-test.ts";

/** Every step a script may hold, in the order of the reference page. */
export const steps: readonly StepDefinition[] = [
  sms,
  mms,
  imessage,
  reaction,
  otp,
  missedCall,
  request,
  webhookTest,
  fault,
  clearFault,
  note,
];
