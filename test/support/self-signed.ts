import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate for 127.0.0.1 that vouches for itself, and its key, made on the spot: no key lies in the repository. */
export const selfSigned = (): { readonly cert: string; readonly key: string } => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(objectId("2a8648ce3d040302"));
  const name = sequence(
    element(0x31, sequence(objectId("550403"), element(0x0c, Buffer.from("ringback test")))),
  );
  const validity = sequence(
    element(0x17, Buffer.from("200101000000Z")),
    element(0x17, Buffer.from("491231235959Z")),
  );
  const content = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", content, privateKey);
  const whole = sequence(content, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
};

/** One element of DER: its kind, its length, and what is in it. */
const element = (kind: number, content: Buffer): Buffer => {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, Buffer.concat(parts));

const objectId = (hex: string): Buffer => element(0x06, Buffer.from(hex, "hex"));
