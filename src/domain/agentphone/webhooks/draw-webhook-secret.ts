import type { World } from "../../../world/world.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new secret for signing what is sent to a webhook of somebody's. */
export const drawWebhookSecret = (world: World, owner: string): string =>
  `whsec_${world.random("webhook secret", owner).characters(32, alphabet)}`;
