#!/usr/bin/env node
/** The command `triplane`. */

process.stderr.write("triplane: this command has no subcommands yet\n");
process.exitCode = 1;
