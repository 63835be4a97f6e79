// What a binary runs first: it loads the chunks that lie in the executable itself.
import { getAsset, getRawAsset } from "node:sea";
import { createChunkLoader } from "./chunk-loader.js";

const cached = new Set(JSON.parse(getAsset("cached.json", "utf8")));

const load = createChunkLoader({
  // The chunks are ASCII, which is read without being decoded.
  sourceOf: (name) => Buffer.from(getRawAsset(`chunks/${name}`)).latin1Slice(),
  cacheOf: (name) => (cached.has(name) ? new Uint8Array(getRawAsset(`cached/${name}`)) : undefined),
  path: process.execPath,
});

void load("cli.js").main(process.argv.slice(2));
