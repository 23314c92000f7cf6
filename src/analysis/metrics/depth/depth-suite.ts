/** Measures depth against one dataset whose true depth is known; true maps are made once. */

import { poseQuantities } from "../../../camera/pose-quantities.ts";
import type { Dataset } from "../../../data/dataset.ts";
import { inOrder } from "../../../data/in-order.ts";
import { InputError } from "../../../tensor/errors.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import type { Vec3 } from "../../../tensor/vec3.ts";
import type { Measured } from "../compare-features.ts";
import type { ChosenItems } from "../sets/choose-items.ts";
import type { SetControl } from "../sets/real-images.ts";
import { depthAccuracy } from "./depth-accuracy.ts";
import { DepthMaps } from "./depth-maps.ts";
import type { DepthTruth } from "./depth-truth.ts";

export interface DepthSuiteParts {
	readonly dataset: Dataset;
	readonly truth: DepthTruth;
	readonly items: ChosenItems;
	readonly pivot: Vec3;
}

const AHEAD = 8;

export class DepthSuite {
	readonly #parts: DepthSuiteParts;
	/** Of the reference, by side in pixels. */
	readonly #reference = new Map<number, DepthMaps>();

	constructor(parts: DepthSuiteParts) {
		this.#parts = parts;
	}

	/**
	 * Adds a generated view to the maps.
	 * @param label  [1, 25] or [25]
	 */
	add(maps: DepthMaps, label: Float32Tensor, depth: Float32Tensor): void {
		maps.add({ yawDegrees: this.#yawOf(label), depth, person: null });
	}

	/** Generated maps against those of the reference. Without a side that enough people are seen from, nothing. */
	async compare(generated: DepthMaps, control: SetControl): Promise<Measured> {
		const accuracy = depthAccuracy(generated, await this.#referenceOf(generated.side, control));
		if (!accuracy) return {};
		return { "depth-error": accuracy.error, "depth-shift": accuracy.shift, "depth-relief": accuracy.relief };
	}

	/** True maps of held-out people in the place of generated ones. */
	async floor(control: SetControl): Promise<Measured> {
		const side = [...this.#reference.keys()][0];
		if (side === undefined) throw new InputError("metrics: the floor of depth wants a network measured first");
		return await this.compare(await this.#trueMaps(this.#parts.items.heldOut, side, control), control);
	}

	async #referenceOf(side: number, control: SetControl): Promise<DepthMaps> {
		const known = this.#reference.get(side);
		if (known) return known;
		const maps = await this.#trueMaps(this.#parts.items.reference, side, control);
		this.#reference.set(side, maps);
		return maps;
	}

	async #trueMaps(items: readonly number[], side: number, { signal, onProgress }: SetControl): Promise<DepthMaps> {
		const { dataset, truth } = this.#parts;
		const maps = new DepthMaps(side);
		const take = async (index: number) => ({ index, ...(await truth.item(index, side)) });
		let done = 0;
		for await (const { index, depth, person } of inOrder(items, take, { ahead: AHEAD, signal, what: "metrics" })) {
			onProgress?.({ stage: "true depth", fraction: done++ / items.length });
			maps.add({ yawDegrees: this.#yawOf(dataset.label(index)), depth, person });
		}
		return maps;
	}

	#yawOf({ data }: Float32Tensor): number {
		return poseQuantities(data, this.#parts.pivot).trueYawDegrees;
	}
}
