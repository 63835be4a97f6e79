// Run by itself: opens 1,000 worlds that nobody uses, and prints as JSON the milliseconds that a world and a reset take
// and the megabytes that the process holds in the end.
import { performance } from "node:perf_hooks";
import { openStage } from "./inside/open-stage.js";

const count = 1000;

const median = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];

const timed = (act) => {
  const begun = performance.now();
  const result = act();
  return { result, milliseconds: performance.now() - begun };
};

const stage = await openStage({ clock: "manual" });
const before = process.memoryUsage.rss();
const made = Array.from({ length: count }, () => timed(() => stage.worlds.create({})));
const resets = made.map(({ result }) => timed(() => stage.worlds.reset(result)));
const after = process.memoryUsage.rss();
stage.close();
console.log(
  JSON.stringify({
    create: median(made.map(({ milliseconds }) => milliseconds)),
    reset: median(resets.map(({ milliseconds }) => milliseconds)),
    megabytes: after / 2 ** 20,
    megabytesEach: (after - before) / count / 2 ** 20,
  }),
);
