import { createHash, timingSafeEqual } from "node:crypto";
import { RingbackError } from "../kernel/errors.ts";
import type { Desk } from "./desk.ts";

/** Lets pass whoever holds the controls' token, and everybody where the controls have none. Throws `unauthorized`. */
export const requireControlToken = (desk: Desk, token: string | undefined): void => {
  if (desk.controlToken === undefined) return;
  if (token !== undefined && timingSafeEqual(digest(token), digest(desk.controlToken))) return;
  throw new RingbackError(
    "unauthorized",
    "ringback's controls need their token here: Authorization: Bearer <control token>.",
  );
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
