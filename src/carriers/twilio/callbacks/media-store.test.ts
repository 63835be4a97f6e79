import { expect, it } from "vitest";
import { MediaStore } from "./media-store.ts";

it("lets the oldest files go where there is no more room", () => {
  const store = new MediaStore(100);
  const keep = (size: number): string => store.keep(new Uint8Array(size), "image/png");
  const [first, second, third] = [keep(40), keep(40), keep(40)];
  expect([first, second, third].map((token) => store.get(token)?.bytes.length)).toEqual([undefined, 40, 40]);
  const large = keep(100);
  expect([second, third, large].map((token) => store.get(token)?.bytes.length)).toEqual([
    undefined,
    undefined,
    100,
  ]);
});

it("keeps one that is larger than all its room, alone", () => {
  const store = new MediaStore(100);
  const small = store.keep(new Uint8Array(1), "image/png");
  const large = store.keep(new Uint8Array(500), "image/png");
  expect([store.get(small), store.get(large)?.bytes.length]).toEqual([undefined, 500]);
  const next = store.keep(new Uint8Array(100), "image/png");
  expect([store.get(large), store.get(next)?.bytes.length]).toEqual([undefined, 100]);
});
