/** The renderer's shaders, compiled when they are first needed and kept. */

import type { GpuEngine } from "./gpu-engine.ts";
import { type Kernel, makeKernel } from "./kernel.ts";
import {
	ACTIVATIONS_WGSL,
	CONTRACT_WGSL,
	FIELD_WGSL,
	FINISH_WGSL,
	FOLD_WGSL,
	MARCH_WGSL,
	POINTS_WGSL,
	SAMPLES_WGSL,
} from "./shader-sources.ts";

/** What shaders over a field are compiled for. */
export interface FieldShape {
	/** 2 where the third plane was added to the second. */
	readonly planeCount: 2 | 3;
	/** World axis along the third plane's height. */
	readonly thirdAxis: number;
	/** G, slices of each plane. */
	readonly slices: number;
	/** 0 or 1: sigma is EMPTY_SIGMA beyond the field's mask; colours go through no sigmoid; features are not scaled. */
	readonly masked: number;
	readonly plainColours: number;
	readonly decoded: number;
	/** Vectors of features at a time. */
	readonly block: number;
}

const FIELD_CHUNKS = [CONTRACT_WGSL, ACTIVATIONS_WGSL, FIELD_WGSL];

export class Kernels {
	readonly #engine: GpuEngine;
	readonly #kernels = new Map<string, Promise<Kernel>>();

	constructor(engine: GpuEngine) {
		this.#engine = engine;
	}

	fold(): Promise<Kernel> {
		return this.#get("fold", [FOLD_WGSL], {});
	}

	/** @param capacity  samples of a ray that fit into the workgroup's memory */
	march(shape: FieldShape, capacity: number): Promise<Kernel> {
		const chunks = [...FIELD_CHUNKS, SAMPLES_WGSL, MARCH_WGSL];
		return this.#get("march", chunks, { ...shapeConstants(shape), CAPACITY: capacity });
	}

	points(shape: FieldShape): Promise<Kernel> {
		return this.#get("points", [...FIELD_CHUNKS, POINTS_WGSL], shapeConstants(shape));
	}

	range(): Promise<Kernel> {
		return this.#get("range", [FINISH_WGSL], {}, "range");
	}

	clampDepths(): Promise<Kernel> {
		return this.#get("clamp depths", [FINISH_WGSL], {}, "clampDepths");
	}

	#get(
		name: string,
		chunks: readonly string[],
		constants: Readonly<Record<string, number>>,
		entryPoint?: string,
	): Promise<Kernel> {
		const key = `${name} ${JSON.stringify(constants)}`;
		const known = this.#kernels.get(key);
		if (known !== undefined) return known;
		const making = makeKernel(this.#engine, { name, chunks, constants, entryPoint });
		this.#kernels.set(key, making);
		// A failure is not kept: the next call tries again.
		making.catch(() => this.#kernels.delete(key));
		return making;
	}
}

function shapeConstants(shape: FieldShape): Readonly<Record<string, number>> {
	return {
		PLANE_COUNT: shape.planeCount,
		THIRD_V_AXIS: shape.thirdAxis,
		SLICES: shape.slices,
		MASKED: shape.masked,
		PLAIN_COLOURS: shape.plainColours,
		DECODED: shape.decoded,
		BLOCK: shape.block,
	};
}
