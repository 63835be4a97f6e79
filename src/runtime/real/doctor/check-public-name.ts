import { lookup } from "node:dns/promises";
import { isPrivateAddress } from "../../../carriers/twilio/settings/read-public-url.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";

const about = "public name";

/** Whether the host of the public URL is a name that the world can look up. */
export const checkPublicName = async (publicUrl: string): Promise<Finding> => {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, "");
  try {
    const found = await lookup(host, { all: true });
    if (found.some(({ address }) => !isPrivateAddress(address)))
      return fine(about, `${host} has an address.`);
    return odd(
      about,
      `${host} leads to an address of this machine or its network, as seen from here.`,
      "Twilio looks it up from outside: see that it has a public address there.",
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "no answer";
    return broken(
      about,
      `${host} has no address (${code}).`,
      "Start the tunnel, and give --public-url the host that it has now: some have another one each time.",
    );
  }
};
