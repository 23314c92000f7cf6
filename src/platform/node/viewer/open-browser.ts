/** Opens an address in the user's browser, where there is one. */

import { spawn } from "node:child_process";

const COMMANDS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
	darwin: ["open"],
	win32: ["cmd", "/c", "start", ""],
	linux: ["xdg-open"],
};

/** Resolves with whether a browser was asked; it is not waited for. */
export function openBrowser(url: string): Promise<boolean> {
	const [command, ...args] = COMMANDS[process.platform] ?? ["xdg-open"];
	return new Promise((resolve) => {
		const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
		child.once("error", () => resolve(false));
		child.once("spawn", () => {
			child.unref();
			resolve(true);
		});
	});
}
