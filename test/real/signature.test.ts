import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import twilio from "twilio";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { isSigned } from "../../src/carriers/twilio/signature/is-signed.ts";
import { signatureOf } from "../../src/carriers/twilio/signature/sign.ts";

const authToken = "a-token-of-signatures";
const url = "https://ringback.example/tw/sms";
const fields = { MessageSid: "SM1", From: "+14155550100", Body: "Héllo & good bye 👋" };
const entries = (form: Readonly<Record<string, string | readonly string[]>>) => Object.entries(form);

/** As Twilio's own library signs it. */
const sdkSign = (signedUrl: string, form: object = fields): string =>
  getExpectedTwilioSignature(authToken, signedUrl, form as Record<string, unknown>);

describe("signs as Twilio's library does", () => {
  it.each([
    ["a form", url, fields],
    ["no fields", `${url}?a=b`, {}],
    ["a query as it came", `${url}?name=O'Brien&x=%27+%20&y`, fields],
    ["a repeated field, each value once", url, { MediaUrl: ["b", "a", "b"], Body: "" }],
    ["names in the order of their code units", url, { b: "1", B: "2", "a-1": "3", a1: "4", é: "5" }],
    ["a name with brackets", url, { "Weird[0]": "1", "Weird[1]": "2" }],
    ["a port", "https://ringback.example:8443/tw/sms", fields],
    ["a WebSocket", "wss://ringback.example/tw/relay/1", {}],
  ])("%s", (_what, signedUrl, form) => {
    expect(signatureOf(authToken, signedUrl, entries(form))).toBe(sdkSign(signedUrl, form));
  });

  it("whatever the fields are", () => {
    const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.array(fc.string(), { maxLength: 4 }));
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true }),
        fc.array(fc.tuple(fc.string(), value), { maxLength: 5 }),
        (anyUrl, pairs) => {
          const form = Object.fromEntries(pairs.filter(([name]) => name !== "__proto__"));
          expect(signatureOf(authToken, anyUrl, entries(form))).toBe(sdkSign(anyUrl, form));
        },
      ),
    );
  });

  it("a repeated name, whether it comes twice or once with a list", () => {
    const twice = [
      ["MediaUrl", "b"],
      ["MediaUrl", "a"],
    ] as const;
    expect(signatureOf(authToken, url, twice)).toBe(signatureOf(authToken, url, [["MediaUrl", ["a", "b"]]]));
    expect(signatureOf(authToken, url, new URLSearchParams("MediaUrl=b&MediaUrl=a"))).toBe(
      sdkSign(url, { MediaUrl: ["a", "b"] }),
    );
  });
});

describe("accepts a signature", () => {
  it.each([
    ["over the URL itself", url, url],
    ["over the URL with its standard port", url, "https://ringback.example:443/tw/sms"],
    ["over the URL without its standard port", "https://ringback.example:443/tw/sms", url],
    [
      "over a URL with another port",
      "https://ringback.example:8443/tw/sms",
      "https://ringback.example:8443/tw/sms",
    ],
    ["without the other port", "https://ringback.example:8443/tw/sms", url],
    ["of plain http", "http://127.0.0.1:4020/tw/sms", "http://127.0.0.1:4020/tw/sms"],
    ["of plain http with port 80", "http://ringback.example/tw/sms", "http://ringback.example:80/tw/sms"],
    ["of an IPv6 address", "http://[::1]:4020/tw/sms", "http://[::1]/tw/sms"],
    ["of a query as it was received", `${url}?q=O'Brien%27&empty`, `${url}?q=O'Brien%27&empty`],
    ["of a URL that is only a host", "https://ringback.example", "https://ringback.example:443"],
    [
      "of a URL with a name and password",
      "https://me:pw@ringback.example/x",
      "https://me:pw@ringback.example:443/x",
    ],
    ["of a WebSocket", "wss://ringback.example/tw/relay/1", "wss://ringback.example/tw/relay/1"],
  ])("%s, as Twilio's library does", (_what, knownUrl, signedUrl) => {
    const signature = sdkSign(signedUrl);
    expect(isSigned({ authToken, url: knownUrl, fields: entries(fields), signature })).toBe(true);
    expect(twilio.validateRequest(authToken, signature, knownUrl, fields)).toBe(true);
  });

  it.each([
    [
      "a WebSocket with port 443",
      "wss://ringback.example/tw/relay/1",
      "wss://ringback.example:443/tw/relay/1",
    ],
    ["a WebSocket as https", "wss://ringback.example/tw/relay/1", "https://ringback.example/tw/relay/1"],
    ["a WebSocket as https with a port", "wss://ringback.example:8443/r", "https://ringback.example:8443/r"],
    ["a URL with a fragment, which is never sent", `${url}#rc=3&rp=ct,rt`, url],
  ])("of %s, where Twilio's library does not", (_what, knownUrl, signedUrl) => {
    const signature = sdkSign(signedUrl);
    expect(isSigned({ authToken, url: knownUrl, fields: entries(fields), signature })).toBe(true);
    expect(twilio.validateRequest(authToken, signature, knownUrl, fields)).toBe(false);
  });

  it("with fields that can be read only once", () => {
    const once = new Map(entries(fields)).entries();
    const signature = sdkSign("https://ringback.example:443/tw/sms");
    expect(isSigned({ authToken, url, fields: once, signature })).toBe(true);
  });
});

describe("refuses", () => {
  const signature = sdkSign(url);
  const request = { authToken, url, fields: entries(fields), signature };

  it.each([
    ["no signature", { ...request, signature: undefined }],
    ["an empty signature", { ...request, signature: "" }],
    ["a signature that is cut off", { ...request, signature: signature.slice(0, -1) }],
    ["a signature of another token", { ...request, authToken: "another" }],
    ["another path", { ...request, url: `${url}/more` }],
    ["another host", { ...request, url: "https://other.example/tw/sms" }],
    [
      "another port than the standard one",
      { ...request, signature: sdkSign("https://ringback.example:8443/tw/sms") },
    ],
    ["an added query", { ...request, url: `${url}?a=b` }],
    [
      "a query that was written otherwise",
      { ...request, url: `${url}?q=%27`, signature: sdkSign(`${url}?q='`) },
    ],
    ["http for https", { ...request, url: url.replace("https", "http") }],
    ["a changed field", { ...request, fields: entries({ ...fields, Body: "Other" }) }],
    ["an added field", { ...request, fields: entries({ ...fields, More: "1" }) }],
    ["a missing field", { ...request, fields: [] }],
    ["a form where a body was signed", { authToken, url, rawBody: "{}", signature: sdkSign(url, {}) }],
    ["something that is no URL", { ...request, url: "/tw/sms", signature: sdkSign("/tw/sms") }],
  ])("%s", (_what, forged) => {
    expect(isSigned(request)).toBe(true);
    expect(isSigned(forged)).toBe(false);
  });

  it("everything while there is no token, as everybody can sign with an empty one", () => {
    const forged = getExpectedTwilioSignature("", url, {});
    expect(isSigned({ authToken: "", url, fields: [], signature: forged })).toBe(false);
  });
});

it("agrees with Twilio's library about any URL and any change to it", () => {
  const place = fc.record({
    scheme: fc.constantFrom("http", "https"),
    port: fc.constantFrom("", ":80", ":443", ":8443"),
    rest: fc.stringMatching(/^(?:\/[a-z0-9_.~-]{0,8}){0,3}(?:\?[a-z0-9=&%+]{0,12})?$/),
  });
  const urlOf = ({ scheme, port, rest }: { scheme: string; port: string; rest: string }): string =>
    `${scheme}://ringback.example${port}/${rest.replace(/^\//, "")}`;
  fc.assert(
    fc.property(place, place, fc.boolean(), (known, other, isSameRest) => {
      const knownUrl = urlOf(known);
      const signature = sdkSign(urlOf({ ...other, rest: isSameRest ? known.rest : `${known.rest}x` }));
      expect(isSigned({ authToken, url: knownUrl, fields: entries(fields), signature })).toBe(
        twilio.validateRequest(authToken, signature, knownUrl, fields),
      );
    }),
    { numRuns: 500 },
  );
});

describe("a body that is no form", () => {
  const body = JSON.stringify({ event: "héllo" });
  const hash = createHash("sha256").update(body).digest("hex");
  const hashedUrl = `${url}?bodySHA256=${hash}&a=b`;
  const signature = sdkSign(hashedUrl, {});

  it.each([
    ["as it was signed", hashedUrl, body, true],
    ["changed", hashedUrl, `${body} `, false],
    ["with another hash in the URL", hashedUrl.replace(hash, hash.replace(/^./, "_")), body, false],
    ["with no hash in the URL", url, body, false],
  ])("%s", (_what, knownUrl, rawBody, verdict) => {
    expect(isSigned({ authToken, url: knownUrl, rawBody, signature })).toBe(verdict);
    expect(isSigned({ authToken, url: knownUrl, rawBody: Buffer.from(rawBody), signature })).toBe(verdict);
    expect(twilio.validateRequestWithBody(authToken, signature, knownUrl, rawBody)).toBe(verdict);
  });

  it("has to be the one of the hash even if the URL is rightly signed", () => {
    const wrong = `${url}?bodySHA256=${"0".repeat(64)}`;
    expect(isSigned({ authToken, url: wrong, rawBody: body, signature: sdkSign(wrong, {}) })).toBe(false);
  });
});
