/** What anybody may do with it is said, and so is what the bundled packages ask for. */
export const licence = {
  name: "licences are said",
  find: ({ has, read, manifest: { license } }) => [
    ...(has("LICENSE") ? [] : ["LICENSE is not there. Add the text of the licence that package.json names."]),
    ...(license === undefined ? ["package.json names no licence. Add its `license`."] : []),
    ...(license !== undefined && has("LICENSE") && !read("LICENSE").startsWith(`${license} `)
      ? [`LICENSE does not begin with ${license}, which is what package.json says. Make them agree.`]
      : []),
    ...(/\S/.test(read("dist/third-party-notices.txt"))
      ? []
      : [
          "dist/third-party-notices.txt is not there: the bundle holds other people's code. Write it: npm run build",
        ]),
  ],
};
