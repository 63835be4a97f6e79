/** Twilio said no, or nobody there could be reached: it certainly did nothing. The message holds no secret and no number. */
export class TwilioRefused extends Error {
  override readonly name = "TwilioRefused";
  /** 0 where the request never left this machine. */
  readonly status: number;
  /** Twilio's own number for it, such as 21610; 0 where it gave none. */
  readonly code: number;

  constructor(message: string, { status, code }: { readonly status: number; readonly code: number }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Nobody can know whether Twilio did it: no answer, a broken one, or a fault of its own. */
export class TwilioSilent extends Error {
  override readonly name = "TwilioSilent";
}
