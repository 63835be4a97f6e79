import { describe, expect, it } from "vitest";
import { everythingIn, expectNoSecrets } from "../support/no-secrets.ts";
import { account, confidential, text } from "../support/twilio-account.ts";

describe("the look-out for secrets", () => {
  it.each([
    ["the auth token", `x${account.authToken}x`],
    ["the password of requests", `pw=${account.password}`],
    [
      "the authorization of requests",
      `Basic ${Buffer.from(`${account.user}:${account.password}`).toString("base64")}`,
    ],
    ["number 0", text.To],
    ["number 0", "%2B14155550100"],
    ["number 0", "(415) 555-0100"],
    ["word 0", `said: ${text.Body}`],
  ])("notices %s in %j and does not repeat it", (name, leak) => {
    const look = () => expectNoSecrets(leak, confidential);
    expect(look).toThrow(name);
    expect(look).not.toThrow(leak);
  });

  it("is content with ids and masked numbers", () => {
    const masked = `A text to +1415•••0100 of ${account.sid}`;
    expect(() => expectNoSecrets(masked, confidential)).not.toThrow();
  });

  it("looks into causes, stacks and hidden properties", () => {
    const cause = Object.defineProperty(new Error("inner"), "hidden", { value: account.authToken });
    const error = new Error("outer", { cause });
    expect(() => expectNoSecrets(everythingIn(error), confidential)).toThrow("the auth token");
  });
});
