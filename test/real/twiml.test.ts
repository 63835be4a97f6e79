import { expect, it } from "vitest";
import { sayTwiml } from "../../src/carriers/twilio/calls/write-twiml.ts";

it("writes whatever a model may say as XML, without what XML has no word for, and hangs up after it", () => {
  expect(sayTwiml("ding\u0007 <b> & \uD800\u{1F600}\t", { language: 'a"b' })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
      '<Say language="a&quot;b">ding &lt;b&gt; &amp; \u{1F600}\t</Say><Hangup/></Response>',
  );
});
