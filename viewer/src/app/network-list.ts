/** The networks beside the page, as whoever serves it lists them. */

import type { ListedNetwork } from "../pane/network-opener.ts";

/** What `networks/index.json` holds; `open` is the one to begin with. */
export interface NetworkList {
	readonly networks: readonly ListedNetwork[];
	readonly open: string | null;
}

/** Empty where there is no list. Entries that are not as they should be are left out. */
export async function fetchNetworkList(): Promise<NetworkList> {
	const response = await fetch(new URL("networks/index.json", document.baseURI));
	if (!response.ok) return { networks: [], open: null };
	const list = (await response.json()) as { readonly networks?: unknown; readonly open?: unknown };
	const networks = Array.isArray(list.networks) ? list.networks.filter(isListed) : [];
	return { networks, open: typeof list.open === "string" ? list.open : null };
}

function isListed(value: unknown): value is ListedNetwork {
	const { name, url, bytes, encoder } = (value ?? {}) as Record<string, unknown>;
	const isEncoder = encoder === undefined || typeof encoder === "string";
	return typeof name === "string" && typeof url === "string" && typeof bytes === "number" && isEncoder;
}
