/** A request's target taken apart: the world its path names, the path without it, and the query. */
export interface Target {
  readonly worldName: string | undefined;
  readonly path: string;
  readonly query: string;
}

/** Takes a request's target apart. Undefined when its percent escapes make no sense. */
export const splitTarget = (target: string): Target | undefined => {
  // Clients that believe they speak to a proxy write the whole address.
  const url = target.startsWith("/")
    ? target
    : target.replace(/^https?:\/\/[^/?]*(?=([/?]?))/i, (_, next) => (next === "/" ? "" : "/"));
  const mark = url.indexOf("?");
  const whole = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? "" : url.slice(mark + 1);
  if (whole.includes("%") && !hasSoundEscapes(whole)) return undefined;
  if (!whole.startsWith("/w/")) return { worldName: undefined, path: whole, query };
  const world = /^\/w\/([^/]*)(\/.*)?$/.exec(whole);
  if (world === null) return { worldName: undefined, path: whole, query };
  return { worldName: world[1], path: world[2] ?? "/", query };
};

const hasSoundEscapes = (path: string): boolean => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};
