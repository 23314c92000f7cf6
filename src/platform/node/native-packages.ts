/**
 * Packages with compiled parts. They are optional dependencies, so that pages, which need none of them, may be installed
 * without, and so that a machine that cannot get one keeps the rest. Each is loaded where it is first needed.
 */

import { createRequire } from "node:module";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";

interface NativePackages {
	readonly "onnxruntime-node": typeof import("onnxruntime-node");
	readonly "@napi-rs/canvas": typeof import("@napi-rs/canvas");
	readonly sharp: typeof import("sharp").default;
}

const require = createRequire(import.meta.url);

const WANTED_FOR: Readonly<Record<keyof NativePackages, string>> = {
	"onnxruntime-node": "run networks",
	"@napi-rs/canvas": "draw figures",
	sharp: "read and write images",
};

/** The package. Throws `RuntimeUnavailableError` where it is not installed or does not load on this machine. */
export function nativePackage<Name extends keyof NativePackages>(name: Name): NativePackages[Name] {
	try {
		return require(name) as NativePackages[Name];
	} catch (error) {
		const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
		throw new RuntimeUnavailableError(
			`'${name}' does not load, want it to ${WANTED_FOR[name]}: ${reason} – run 'npm install --include=optional' where triplane is installed; behind a firewall with ONNXRUNTIME_NODE_INSTALL=skip before it`,
			{ cause: error },
		);
	}
}
