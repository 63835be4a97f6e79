import type { Profile } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { PhoneCore } from "../agentphone.ts";
import { drawWebhookSecret } from "../webhooks/draw-webhook-secret.ts";

/** What an account finds set where public sources leave a choice: what the published skill documents say. */
export const usualProfile: Omit<Profile, "id"> = {
  idStyle: "prefixed",
  errorShape: "detail",
  validationShape: "list",
  requireRegistration: false,
  requirePaymentMethod: false,
  hasPaymentMethod: false,
  scarceAreaCode: "conflict",
  emptyAreaCodes: [],
  usagePlan: "limits",
  planName: "payg",
  rateLimits: false,
  enforceBalance: false,
  numberLimit: 10,
  enforceNumberLimit: false,
  numberType: "sms",
  sendingLimits: false,
  signatureClock: "real",
  stopReachesWebhook: true,
  missingContactCard: "not_found",
  emojiReactions: true,
  maskNumbers: false,
  successRateScale: 100,
  wordMs: 400,
  maxCallMinutes: 30,
  callLimit: 5,
  enforceCallLimit: false,
  callLimitStatus: 429,
  transcriptShape: "turns",
  hostedVoice: null,
  hostedVoiceSecret: null,
  voiceOddities: [],
  recording: false,
};

/** How AgentPhone treats each account. A sub-account is treated as the one that made it. */
export class Profiles {
  readonly #world: World;
  readonly #accounts: PhoneCore["accounts"];
  /** Of accounts for which nobody has changed anything: made once each, since every turn of a call asks for it. */
  readonly #usual = new Map<string, Profile>();

  constructor({ world, accounts }: PhoneCore) {
    this.#world = world;
    this.#accounts = accounts;
  }

  of(accountId: string): Profile {
    const { profiles, accounts } = this.#world.tables;
    const owner = accounts.get(accountId)?.parentId ?? accountId;
    return profiles.get(owner) ?? this.#usualOf(owner);
  }

  /** Changes some of an account's settings; a sub-account's are those of the one that made it. Throws `not_found`. */
  change(accountId: string, change: Partial<Omit<Profile, "id">>): Profile {
    const account = this.#accounts.get(accountId);
    const id = account.parentId ?? account.id;
    const { profiles } = this.#world.tables;
    if (profiles.get(id) === undefined) profiles.insert({ id, ...usualProfile });
    const changed = profiles.update(id, change);
    if (changed.hostedVoice === null || changed.hostedVoiceSecret !== null) return changed;
    const hostedVoiceSecret = drawWebhookSecret(this.#world, `hosted voice of ${id}`);
    return profiles.update(id, { hostedVoiceSecret });
  }

  /** A fresh id in the style of the account: `msg_001`, or a cuid. Groups, keys and secrets keep their prefix either way. */
  nextId(accountId: string, prefix: string): string {
    if (prefix === "grp" || this.of(accountId).idStyle === "prefixed") return this.#world.nextId(prefix);
    return `c${this.#world.random("cuid", prefix).characters(24, "abcdefghijklmnopqrstuvwxyz0123456789")}`;
  }

  #usualOf(id: string): Profile {
    const made = this.#usual.get(id) ?? { id, ...usualProfile };
    this.#usual.set(id, made);
    return made;
  }
}
