// Run under the Node that goes into the binary, as pkg wants it: packs one target, as told by the JSON in the argument.
import sea from "@yao-pkg/pkg/lib-es5/sea.js";

const { main, target, assets } = JSON.parse(process.argv[2]);
await sea.default(main, { targets: [target], signature: true, seaConfig: { assets } });
