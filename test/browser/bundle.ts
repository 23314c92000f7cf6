/** Bundles a TypeScript entry for a page, in memory: what users' bundlers do with the library. */

import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

/** Code of the entry and all it imports; ONNX Runtime stays outside and is imported from `/ort/`. */
export async function bundle(entry: URL): Promise<string> {
	const result = await build({
		configFile: false,
		logLevel: "error",
		root: fileURLToPath(new URL("../..", import.meta.url)),
		build: {
			write: false,
			minify: false,
			target: "es2022",
			lib: { entry: fileURLToPath(entry), formats: ["es"], fileName: "page" },
			rolldownOptions: { external: [/^\/ort\//] },
		},
	});
	const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
	const [chunk] = outputs.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
	if (!chunk) throw new Error(`${entry.href}: the bundle is empty`);
	return chunk.code;
}
