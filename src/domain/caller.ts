/** On whose behalf something is done: the account that pays, the agent that owns, the key that was shown. */
export interface Caller {
  readonly accountId: string;
  readonly agentId: string;
  readonly keyId: string;
}
