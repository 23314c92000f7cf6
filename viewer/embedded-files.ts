/**
 * Puts files of `assets` beside the page: the embedded networks, with the list of them that the page asks for
 * (`networks/index.json`), their encoders, and the face models.
 */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const EXTENSION = ".safetensors";
/** Of random weights: for tests. */
const UNTRAINED = `untrained${EXTENSION}`;
/** Folders of `assets`, and what of them lies beside the page. */
const FOLDERS: Readonly<Record<string, (file: string) => boolean>> = {
	networks: (file) => file.endsWith(EXTENSION) && file !== UNTRAINED,
	encoders: (file) => file.endsWith(EXTENSION),
	face: (file) => !file.endsWith(".md"),
};

/** What the page knows about one network. */
interface ListedNetwork {
	readonly name: string;
	/** Addresses, relative to the page. */
	readonly url: string;
	readonly encoder?: string;
	readonly bytes: number;
}

/** @param assets  the folder */
export function embeddedFiles(assets: string): Plugin {
	/** By address, relative to the page. */
	const files = new Map<string, string>();
	for (const [folder, isWanted] of Object.entries(FOLDERS)) {
		const path = join(assets, folder);
		if (!existsSync(path)) continue;
		for (const file of readdirSync(path).filter(isWanted)) files.set(`${folder}/${file}`, join(path, file));
	}
	const list = (): ListedNetwork[] =>
		[...files].flatMap(([url, path]) => {
			const [folder, file = ""] = url.split("/");
			if (folder !== "networks") return [];
			const encoder = `encoders/${file}`;
			const known = files.has(encoder) ? { encoder } : {};
			return [{ name: file.slice(0, -EXTENSION.length), url, bytes: statSync(path).size, ...known }];
		});
	const index = (): string => JSON.stringify({ networks: list() });
	return {
		name: "embedded-files",
		generateBundle() {
			this.emitFile({ type: "asset", fileName: "networks/index.json", source: index() });
			for (const [fileName, path] of files) this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
		},
		configureServer(server) {
			server.middlewares.use((request, response, next) => {
				const address = (request.url ?? "").slice(1);
				const path = files.get(address);
				if (address === "networks/index.json") response.end(index());
				else if (path) response.end(readFileSync(path));
				else next();
			});
		},
	};
}
