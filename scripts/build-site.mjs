/**
 * Builds the static site: viewer, examples, report and documentation, for any host and any folder of it.
 *
 *     npm run build:site
 *     node scripts/build-site.mjs [--out out/site]    # where package and viewer are built
 */

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildSite } from "./site/build.mjs";

const { values } = parseArgs({ options: { out: { type: "string", default: "out/site" } } });
await buildSite(resolve(values.out));
console.log(`the site is in ${values.out}: copy it to any web server`);
