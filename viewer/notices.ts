/** Puts the notices of third parties beside the page: their code is in its bundles. */

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Plugin } from "vite";

export function notices(file: string): Plugin {
	return {
		name: "notices",
		generateBundle() {
			this.emitFile({ type: "asset", fileName: basename(file), source: readFileSync(file) });
		},
	};
}
