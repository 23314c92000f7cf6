/** Encoders that come with the package (assets/encoders), one for each network that has one. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Generator } from "../../generator/generator.ts";
import { type EncoderFile, readEncoder } from "../../inversion/encoder/encoder.ts";
import { mappingFingerprint } from "../../inversion/encoder/mapping-fingerprint.ts";
import { InputError } from "../../tensor/errors.ts";
import { openFile } from "./file-source.ts";
import { packageInfo } from "./package-info.ts";

export interface LocatedEncoder extends EncoderFile {
	readonly path: string;
}

/** The embedded encoder of an embedded network; `null` where it has none, or where a file of that name has another mapping. */
export async function embeddedEncoder(name: string, generator: Generator): Promise<LocatedEncoder | null> {
	if (!/^[a-z0-9-]+$/.test(name)) return null;
	const path = join(packageInfo().root, "assets", "encoders", `${name}.safetensors`);
	if (!existsSync(path)) return null;
	const encoder = await openEncoder(path, generator.config.mapping.wDim);
	return encoder.mapping === mappingFingerprint(generator.weights) ? encoder : null;
}

/** The encoder of a file. Rejects as `readEncoder` does, and with `InputError` where it is for another mapping. */
export async function encoderOfFile(path: string, name: string, generator: Generator): Promise<LocatedEncoder> {
	const encoder = await openEncoder(path, generator.config.mapping.wDim);
	if (encoder.mapping === mappingFingerprint(generator.weights)) return encoder;
	throw new InputError(`encoder '${path}': was taught for a network with another mapping than '${name}' has`);
}

async function openEncoder(path: string, wDim: number): Promise<LocatedEncoder> {
	await using source = await openFile(path);
	return { ...(await readEncoder(source, wDim)), path };
}
