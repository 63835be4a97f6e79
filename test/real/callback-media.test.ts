import { expect, it } from "vitest";
import { openListener, send } from "../support/callback-listener.ts";

const bytes = Buffer.from([0, 1, 2, 255]);

/** Fetches what an address on this machine names. */
const fetchFrom = (address: string, method = "GET") => {
  const { origin, pathname } = new URL(address);
  return send(origin, { method, target: pathname });
};

it("serves a file that came with a text, here and in public", async () => {
  await using listener = await openListener({ publicUrl: "https://box.example/phones" });
  const address = listener.door.keepMedia(bytes, "image/jpeg");
  expect(address).toMatch(new RegExp(`^${listener.url}/tw/media/[\\w-]{43}$`));
  const got = await fetchFrom(address);
  expect(got.status).toBe(200);
  expect(got.body.equals(bytes)).toBe(true);
  expect(got.headers).toMatchObject({
    "content-type": "image/jpeg",
    "content-length": "4",
    "x-content-type-options": "nosniff",
    "content-disposition": "inline",
  });
  const publicUrl = listener.door.publicMediaUrlOf(address);
  expect(publicUrl).toBe(`https://box.example/phones${new URL(address).pathname}`);
  expect(await fetchFrom(address, "HEAD")).toMatchObject({ status: 200, text: "" });
  expect(await fetchFrom(address, "POST")).toMatchObject({ status: 404 });
  expect(await fetchFrom(`${address}x`)).toMatchObject({ status: 404 });
});

it("gives every file an address of its own", async () => {
  await using listener = await openListener();
  const addresses = [1, 2, 3].map(() => listener.door.keepMedia(bytes, "image/png"));
  expect(new Set(addresses).size).toBe(3);
});

it.each([
  ["audio/amr", "audio/amr", "inline"],
  ["video/mp4; codecs=avc1", "video/mp4", "inline"],
  ["application/pdf", "application/pdf", "inline"],
  ["Text/HTML; charset=utf-8", "text/html", "attachment"],
  ["image/svg+xml", "image/svg+xml", "attachment"],
  ["application/x-javascript", "application/x-javascript", "attachment"],
  ["text/vcard", "text/vcard", "attachment"],
  ["image/png\r\nset-cookie: a=b", "application/octet-stream", "attachment"],
  ["", "application/octet-stream", "attachment"],
])("serves %j as %s, %s", async (said, contentType, disposition) => {
  await using listener = await openListener();
  const { headers } = await fetchFrom(listener.door.keepMedia(bytes, said));
  expect(headers).toMatchObject({
    "content-type": contentType,
    "content-disposition": disposition,
    "x-content-type-options": "nosniff",
  });
  expect(headers).not.toHaveProperty("set-cookie");
});

it("knows a public address only of what it keeps", async () => {
  await using listener = await openListener();
  const kept = listener.door.keepMedia(bytes, "image/png");
  const foreign = [
    kept.replace("/tw/media/", "/tw/sms/"),
    `${listener.url}/tw/media/unknown`,
    kept.replace(listener.url, "https://elsewhere.example"),
    `${listener.url}.evil.example/tw/media/x`,
    "https://elsewhere.example/cat.jpg",
  ];
  expect(foreign.map((url) => listener.door.publicMediaUrlOf(url))).toEqual(foreign.map(() => undefined));
});

it("serves files on this machine where there is no public URL", async () => {
  await using listener = await openListener({ hearing: "poll", publicUrl: undefined });
  const address = listener.door.keepMedia(bytes, "image/png");
  expect(await fetchFrom(address)).toMatchObject({ status: 200 });
  expect(listener.door.publicMediaUrlOf(address)).toBeUndefined();
});
