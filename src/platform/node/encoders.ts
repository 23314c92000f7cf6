/** Encoders that come with the package (assets/encoders), one for each network that has one. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type EncoderFile, readEncoder } from "../../inversion/encoder/encoder.ts";
import { InputError } from "../../tensor/errors.ts";
import { openFile } from "./file-source.ts";
import type { NetworkRecord } from "./networks.ts";
import { packageInfo } from "./package-info.ts";

export interface LocatedEncoder extends EncoderFile {
	readonly path: string;
}

/** The embedded encoder of an embedded network; `null` where it has none, or is a file of another content. */
export async function embeddedEncoder(network: NetworkRecord, wDim: number): Promise<LocatedEncoder | null> {
	if (!/^[a-z0-9-]+$/.test(network.name)) return null;
	const path = join(packageInfo().root, "assets", "encoders", `${network.name}.safetensors`);
	if (!existsSync(path)) return null;
	const encoder = await openEncoder(path, wDim);
	return encoder.network === network.sha256 ? encoder : null;
}

/** The encoder of a file. Rejects as `readEncoder` does, and with `InputError` where it is for another network. */
export async function encoderOfFile(path: string, network: NetworkRecord, wDim: number): Promise<LocatedEncoder> {
	const encoder = await openEncoder(path, wDim);
	if (encoder.network === network.sha256) return encoder;
	throw new InputError(
		`encoder '${path}': was taught for another network than '${network.name}', or an older version of it`,
	);
}

async function openEncoder(path: string, wDim: number): Promise<LocatedEncoder> {
	await using source = await openFile(path);
	return { ...(await readEncoder(source, wDim)), path };
}
