import { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { nodeHttps } from "../../kernel/node-https.ts";

/** The connections that sendings share: kept open, so many to one place. */
export class Connections {
  readonly #options: { readonly keepAlive: true; readonly maxFreeSockets: number };
  #http: HttpAgent | undefined;
  #https: HttpsAgent | undefined;

  constructor(maxFreeSockets: number) {
    this.#options = { keepAlive: true, maxFreeSockets };
  }

  get http(): HttpAgent {
    return (this.#http ??= new HttpAgent(this.#options));
  }

  get https(): HttpsAgent {
    return (this.#https ??= new (nodeHttps().Agent)(this.#options));
  }

  close(): void {
    this.#http?.destroy();
    this.#https?.destroy();
  }
}
