/** What is released is what is committed. */
export const workTree = {
  name: "the work tree is clean",
  find: ({ git }) => {
    const changed = git("status", "--porcelain").split("\n").filter(Boolean);
    if (changed.length === 0) return [];
    const [first] = changed;
    const more = changed.length > 1 ? ` and ${changed.length - 1} more` : "";
    return [`${first.slice(3)}${more} is not committed. Commit it, or put it aside with git stash -u.`];
  },
};
