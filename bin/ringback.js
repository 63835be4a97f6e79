#!/usr/bin/env node
import module from "node:module";

// Where Node can (22.1 and later) it keeps what it compiled, in its own folder for that; NODE_DISABLE_COMPILE_CACHE=1 forbids it.
module.enableCompileCache?.();
const { main } = await import("../dist/cli.js");

void main(process.argv.slice(2));
