/** The discriminator in a network's file, as a judge of pictures that are compared. */

import { readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import type { FeatureNetwork } from "../../inversion/discriminator-features.ts";
import { InputError } from "../../tensor/errors.ts";
import { trainedDiscriminator } from "../../training/networks/training-networks.ts";
import { openFile } from "./file-source.ts";

/** Channels of the two images that are compared. */
const CHANNELS = 6;

/**
 * `null` where the file has no discriminator "D". Rejects with `CheckpointError` for one that is not computed here, and with
 * `InputError` for one that sees no pairs of colour images.
 */
export async function featureNetworkOf(path: string, signal: AbortSignal): Promise<FeatureNetwork | null> {
	await using source = await openFile(path);
	const { networks } = await readCheckpoint(source, { networks: ["D"], mayLack: true, signal });
	const description = networks.get("D");
	if (!description) return null;
	const discriminator = trainedDiscriminator(description);
	const { imgChannels } = discriminator.config;
	if (imgChannels !== CHANNELS)
		throw new InputError(`network '${path}': its discriminator sees ${imgChannels} channels, want ${CHANNELS}`);
	return discriminator;
}
