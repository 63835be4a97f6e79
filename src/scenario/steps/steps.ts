import { agent } from "./agent.ts";
import { call } from "./call.ts";
import { clearFault } from "./clear-fault.ts";
import { fault } from "./fault.ts";
import { hangUp } from "./hang-up.ts";
import { hear } from "./hear.ts";
import { imessage, mms } from "./media-texts.ts";
import { missedCall } from "./missed-call.ts";
import { note } from "./note.ts";
import { otp } from "./otp.ts";
import { answer, busy, noAnswer, ring, voicemail } from "./pick-up.ts";
import { press } from "./press.ts";
import { reaction } from "./reaction.ts";
import { receipt } from "./receipt.ts";
import { request } from "./request.ts";
import { say } from "./say.ts";
import { snapshot } from "./snapshot.ts";
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
  receipt,
  missedCall,
  call,
  ring,
  answer,
  voicemail,
  busy,
  noAnswer,
  say,
  hear,
  press,
  agent,
  hangUp,
  request,
  webhookTest,
  fault,
  clearFault,
  snapshot,
  note,
];
