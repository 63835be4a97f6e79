const path = "scripts/node-bases.json";

/** The Node that the executables carry is one version, each file of it known by its hash. */
export const bases = {
  name: "the executables' Node is pinned",
  find: ({ has, read }) => {
    if (!has(path)) return [`${path} is not there. It says which Node goes into the executables.`];
    const { version = "", bases: pinned = {} } = JSON.parse(read(path));
    return [
      ...(/^\d+\.\d+\.\d+$/.test(version)
        ? []
        : [`${path} has “${version}” as version. Pin one: 22.1.0, not a range.`]),
      ...Object.entries(pinned).flatMap(([target, { integrity = "" }]) =>
        /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)
          ? []
          : [
              `${path} has no sha512 for ${target}. Write what npm view <package>@${version} dist.integrity says.`,
            ],
      ),
      ...(Object.keys(pinned).length > 0 ? [] : [`${path} has no bases. Add one for each target.`]),
    ];
  },
};
