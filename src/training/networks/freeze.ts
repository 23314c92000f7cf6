/** Freeze-D (Mo et al. 2020): the first layers of a discriminator that has been trained before stay as they are. */

import type { DiscriminatorConfig } from "../../networks/discriminator-config.ts";
import { InputError } from "../../tensor/errors.ts";

const LAYERS = ["conv0", "conv1", "skip"] as const;

/**
 * Names of the parameters of the first `count` layers, counted as in the published code: in each block fromrgb (of the
 * first one), conv0, conv1, skip. Throws `InputError` where there are not so many.
 */
export function frozenParameters({ blocks }: DiscriminatorConfig, count: number): ReadonlySet<string> {
	const layers = blocks.flatMap(({ name }, index) => [
		...(index === 0 ? [`${name}.fromrgb`] : []),
		...LAYERS.map((layer) => `${name}.${layer}`),
	]);
	if (!Number.isInteger(count) || count < 0 || count > layers.length) {
		throw new InputError(
			`freeze: ${count} layers of the discriminator, want a whole number from 0 to ${layers.length}`,
		);
	}
	return new Set(
		layers
			.slice(0, count)
			.flatMap((layer) => (layer.endsWith("skip") ? [`${layer}.weight`] : [`${layer}.weight`, `${layer}.bias`])),
	);
}
