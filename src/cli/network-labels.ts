/** Short names of networks for file names and legends. */

import { basename } from "node:path";

/** File names without folder, query and ending; where two are equal, the later ones are numbered. */
export function networkLabels(networks: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return networks.map((network) => {
		const base = basename(network.replace(/[?#].*$/, "")).replace(/\.(pkl|pth|pt|safetensors)$/, "");
		const times = (seen.get(base) ?? 0) + 1;
		seen.set(base, times);
		return times === 1 ? base : `${base}-${times}`;
	});
}
