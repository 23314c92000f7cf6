/** Puts the embedded networks beside the page, with the list of them that the page asks for: `networks/index.json`. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const EXTENSION = ".safetensors";
/** Of random weights: for tests. */
const UNTRAINED = `untrained${EXTENSION}`;

/** What the page knows about one network. */
interface ListedNetwork {
	readonly name: string;
	/** Address, relative to the page. */
	readonly url: string;
	readonly bytes: number;
}

export function embeddedNetworks(folder: string): Plugin {
	const names = readdirSync(folder).filter((file) => file.endsWith(EXTENSION) && file !== UNTRAINED);
	const list = (): ListedNetwork[] =>
		names.map((file) => ({
			name: file.slice(0, -EXTENSION.length),
			url: `networks/${file}`,
			bytes: statSync(join(folder, file)).size,
		}));
	const index = (): string => JSON.stringify({ networks: list() });
	return {
		name: "embedded-networks",
		generateBundle() {
			this.emitFile({ type: "asset", fileName: "networks/index.json", source: index() });
			for (const file of names) {
				this.emitFile({ type: "asset", fileName: `networks/${file}`, source: readFileSync(join(folder, file)) });
			}
		},
		configureServer(server) {
			server.middlewares.use("/networks", (request, response, next) => {
				const name = (request.url ?? "").slice(1);
				if (name === "index.json") response.end(index());
				else if (names.includes(name)) response.end(readFileSync(join(folder, name)));
				else next();
			});
		},
	};
}
