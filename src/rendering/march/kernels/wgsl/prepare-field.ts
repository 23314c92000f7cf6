/** Brings a field onto the GPU: planes with the decoder's first layer folded in (fold.wgsl), packed weights, sizes. */

import type { GpuBuffer, GpuTensor } from "../../../../host/gpu.ts";
import { ShapeError } from "../../../../tensor/errors.ts";
import type { Float32Tensor } from "../../../../tensor/host-tensor.ts";
import { checkField, type FieldSizes } from "../../check-inputs.ts";
import type { TriplaneField } from "../../contract.ts";
import { BufferScope, type GpuEngine } from "./gpu-engine.ts";
import { LANES, type Workgroups } from "./kernel.ts";
import type { FieldShape, Kernels } from "./kernels.ts";
import { type PackedDecoder, packDecoder } from "./pack.ts";

/** A field whose planes [3, C · G, H, W] lie on the host or already on the GPU. */
export type GpuTriplaneField = Omit<TriplaneField, "planes"> & { readonly planes: Float32Tensor | GpuTensor };

/** What calls need to know of a prepared field. */
export interface FieldOnGpu {
	readonly engine: GpuEngine;
	readonly kernels: Kernels;
	readonly shape: FieldShape;
	/** Bindings 0 to 4 of every shader over the field (field.wgsl). */
	readonly bindings: readonly GpuBuffer[];
	/** F */
	readonly features: number;
	readonly boxWarp: number;
	/** Holds the buffers. */
	readonly buffers: BufferScope;
}

/** Folds a field's planes and keeps them. Planes on the GPU are read before this resolves, and then no more. */
export async function prepareField(engine: GpuEngine, kernels: Kernels, field: GpuTriplaneField): Promise<FieldOnGpu> {
	const sizes = checkField(field);
	const { C, G, H, W } = sizes;
	const packed = packDecoder(field.decoder);
	checkSizes(engine, packed, sizes);
	const merged = field.planeAxes === "eg3d" && H === W;
	const kernel = await kernels.fold();
	const [buffers, inputs] = [new BufferScope(), new BufferScope()];
	try {
		const planes = await engine.submit("prepare", (encoder) => {
			const source =
				"buffer" in field.planes ? field.planes.buffer : inputs.keep(engine.upload("planes", field.planes.data));
			const layer = inputs.keep(engine.upload("first layer", packed.layer));
			const workgroups = foldWorkgroups(packed, H, W);
			const fold = (plane: number, transposed: number): GpuBuffer => {
				const withBias = plane === 0 && G === 1 ? 1 : 0;
				const target = buffers.keep(engine.storage(`folded plane ${plane}`, planeBytes(packed, sizes)));
				for (let slice = 0; slice < G; slice++) {
					const swapped = plane === 2 && field.planeAxes === "panohead" ? 1 : 0;
					const values = [W, H, C, packed.hiddenVectors, plane, transposed, swapped, withBias, slice, G];
					const uniform = inputs.keep(engine.uniform("fold", values));
					kernel.dispatch(encoder, [uniform, source, layer, target], workgroups);
				}
				return target;
			};
			const [first, second] = [fold(0, 0), fold(1, merged ? 2 : 1)];
			return [first, second, merged ? second : fold(2, 2)];
		});
		const shape = {
			planeCount: merged ? 2 : 3,
			// along the height of the third plane as it is folded
			thirdAxis: field.planeAxes === "eg3d" ? 0 : 1,
			slices: G,
			masked: Number(field.rules.densityMask !== null),
			plainColours: Number(field.rules.colourActivation === "none"),
			decoded: Number(field.rules.colourRange === "decoded"),
			block: packed.block,
		} as const;
		const head = await engine.submit("prepare", () => [
			buffers.keep(engine.uniform("field", fieldValues(packed, field, sizes))),
			buffers.keep(engine.upload("decoder", packed.decoder)),
		]);
		const { features } = packed;
		return { engine, kernels, shape, bindings: [...head, ...planes], features, boxWarp: field.boxWarp, buffers };
	} catch (error) {
		buffers.release();
		throw error;
	} finally {
		inputs.release();
	}
}

/** The struct `Field` of field.wgsl. */
function fieldValues(
	{ hiddenVectors, features, blocks, sigmaBias }: PackedDecoder,
	{ boxWarp, rules }: Pick<TriplaneField, "boxWarp" | "rules">,
	{ G, H: height, W: width }: FieldSizes,
): Parameters<GpuEngine["uniform"]>[1] {
	return [
		width,
		height,
		hiddenVectors,
		features,
		blocks,
		{ float: sigmaBias },
		{ float: width / boxWarp },
		{ float: height / boxWarp },
		{ float: G / boxWarp },
		{ float: rules.densityMask ?? 0 },
	];
}

function foldWorkgroups({ hiddenVectors }: PackedDecoder, height: number, width: number): Workgroups {
	return { x: Math.ceil(((height + 2) * (width + 2)) / LANES), y: hiddenVectors };
}

function planeBytes({ hiddenVectors }: PackedDecoder, { G, H, W }: FieldSizes): number {
	return 16 * G * (H + 2) * (W + 2) * hiddenVectors;
}

/** Throws `ShapeError` where the device's limits are too small. */
function checkSizes(engine: GpuEngine, packed: PackedDecoder, sizes: FieldSizes): void {
	const { C, G, H, W } = sizes;
	const { maxStorageBufferBindingSize, maxBufferSize, maxComputeWorkgroupsPerDimension } = engine.device.limits;
	const largest = Math.min(maxStorageBufferBindingSize, maxBufferSize);
	const bytes = Math.max(planeBytes(packed, sizes), 12 * C * G * H * W, packed.decoder.byteLength);
	const { x, y } = foldWorkgroups(packed, H, W);
	if (bytes <= largest && Math.max(x, y) <= maxComputeWorkgroupsPerDimension) return;
	throw new ShapeError(
		`wgsl renderer: planes of ${H} × ${W} texels, ${C * G} channels and ${4 * packed.hiddenVectors} hidden ` +
			`units need buffers of ${bytes} bytes, this GPU allows ${largest}; use renderer 'wasm'`,
	);
}
