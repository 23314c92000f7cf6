/** What `triplane view` does: serves the viewer until it is stopped. */

import { openBrowser } from "../../platform/node/viewer/open-browser.ts";
import { startViewerServer } from "../../platform/node/viewer/viewer-server.ts";
import { findNetworkFile } from "../open-network.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import type { ViewOptions } from "./options.ts";

export async function runView({ network, host, port, device, open }: ViewOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal({});
	const location = network === undefined ? null : await findNetworkFile(network, terminal, signal);
	// An embedded network keeps its name, which the page knows.
	const served = location === null || location.embedded ? (network ?? null) : location.path;
	await using server = await startViewerServer({ network: served, host, port });
	const url = device === "auto" ? server.url : `${server.url}?device=${device}`;
	terminal.line(`the viewer is at ${url} (Ctrl-C ends it)`);
	if (open && !(await openBrowser(url))) terminal.remark("no browser could be opened here: open the address by hand");
	await stopped(signal);
}

function stopped(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
