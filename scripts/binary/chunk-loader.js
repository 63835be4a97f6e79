import { posix } from "node:path";
import { Script } from "node:vm";

/**
 * Loads chunks, and what they ask for, as CommonJS modules. `sourceOf` and `cacheOf` answer a chunk's source and the
 * code that V8 made of it before, if there is some; `compiled` hears of every chunk that was loaded.
 */
export const createChunkLoader = ({ sourceOf, cacheOf, path, compiled }) => {
  const modules = new Map();
  const load = (name) => {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const script = new Script(sourceOf(name), { filename: name, cachedData: cacheOf(name) });
    compiled?.(name, script);
    const require = (id) => (id.startsWith(".") ? load(posix.join(posix.dirname(name), id)) : builtin(id));
    script.runInThisContext()(module.exports, require, path);
    return module.exports;
  };
  return load;
};

const builtin = (id) => {
  // The require of a single executable prints a warning for packages, and some are only tried for.
  const found = process.getBuiltinModule(id);
  if (found !== undefined) return found;
  throw Object.assign(new Error(`Cannot find module ${id}`), { code: "MODULE_NOT_FOUND" });
};

/** A chunk as the loader wants it. Everything that a module of CommonJS may see and our chunks use is a parameter. */
export const wrapChunk = (code) => `(function (exports, require, __filename) {${code}\n})`;
