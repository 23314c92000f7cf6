#!/usr/bin/env node
/** The command `triplane`: as little as there has to be before Node is told to keep what it compiles. */

import * as nodeModule from "node:module";

// Node 22.1 and newer
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();
const { runCommandLine } = await import("./command-line.ts");
process.exitCode = await runCommandLine(process.argv.slice(2));
