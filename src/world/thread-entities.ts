import type { Instant } from "../kernel/clock/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Row } from "./table.ts";

/** Somebody in an account's address book. */
export interface Contact extends Row {
  readonly accountId: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly name: string;
  readonly email: string | null;
  readonly notes: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export type GroupMember = { readonly identifier: string; readonly name: string | null };

/** The wallpaper of a thread. */
export type ChatBackground = { readonly id: string; readonly version: number; readonly url: string };

/** A thread between a number and one participant, or a group of them. */
export interface Conversation extends Row {
  readonly accountId: string;
  readonly agentId: string | null;
  readonly numberId: string;
  /** The number's E.164 form. */
  readonly phoneNumber: string;
  /** E.164, a short code, an Apple ID email, or the `grp_` id of a group. */
  readonly participant: string;
  readonly channel: string;
  readonly isGroup: boolean;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly groupIconUrl: string | null;
  readonly participants: readonly GroupMember[];
  readonly lastMessageAt: Instant;
  readonly lastMessagePreview: string;
  readonly messageCount: number;
  readonly metadata: JsonObject | null;
  readonly background: ChatBackground | null;
  readonly createdAt: Instant;
  /** When the participant last wrote; absent while only the agent has. */
  readonly lastInboundAt?: Instant | undefined;
  /** How many texts the agent has sent since. */
  readonly sentSinceInbound: number;
  /** How many wallpapers it has had. */
  readonly backgroundsSet?: number | undefined;
}

/** Somebody who wants no more texts from a line. The id is `<line> <number>`. */
export interface OptOut extends Row {
  readonly line: string;
  readonly number: string;
  readonly at: Instant;
}

/** Where somebody last said they were. The id is their number. */
export interface SharedLocation extends Row {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly at: Instant;
}
