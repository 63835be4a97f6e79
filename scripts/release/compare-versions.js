/** Which of two versions, `1.2.3` or `1.2.3-beta.1`, comes later: above 0 if the first does. */
export const compareVersions = (one, other) => {
  const [left, right] = [parse(one), parse(other)];
  for (let part = 0; part < 3; part += 1) {
    if (left.numbers[part] !== right.numbers[part]) return left.numbers[part] - right.numbers[part];
  }
  // What comes before a release has a name behind the numbers.
  if (left.before === "" || right.before === "")
    return Number(left.before === "") - Number(right.before === "");
  return left.before.localeCompare(right.before, "en", { numeric: true });
};

/** Whether a text is a version at all. */
export const isVersion = (text) => /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(text);

const parse = (version) => {
  const [numbers, ...before] = version.split("-");
  return { numbers: numbers.split(".").map(Number), before: before.join("-") };
};
