/**
 * The gradient by the planes, in WebAssembly: what `plane-gradient.ts` computes.
 *
 * Samples come through the kernel's memory in pieces; an item's three planes lie there channel-last until all of its
 * samples are in.
 */

import { RuntimeFailureError, RuntimeUnavailableError } from "../../../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../../../tensor/host-tensor.ts";
import { matchShape } from "../../../../tensor/shape.ts";
import { PLANE_AXES, sliceAxisOf } from "../../../plane-axes.ts";
import type { PlaneGradient, PlaneLayout, SampledGradient } from "../../plane-gradient.ts";
import { type WasmMemory, webAssembly } from "../wasm/webassembly.ts";
import { KERNEL_BASE64 } from "./kernel-binary.ts";

/** What the binary exports; see assembly/index.ts. */
interface KernelExports {
	readonly memory: WasmMemory;
	spread(
		plane: number,
		points: number,
		features: number,
		count: number,
		channels: number,
		width: number,
		height: number,
		u: number,
		v: number,
		scale: number,
		factor: number,
		w: number,
		slice: number,
		slices: number,
	): void;
	relay(target: number, source: number, texels: number, channels: number): void;
}

/** Samples that are in the kernel's memory at a time: with 32 channels they and their points take 0.6 MB. */
const PIECE = 4096;
const PAGE = 65536;
/** Channels and texels come to the kernel in fours; the missing ones are zero. */
const LANES = 4;

/** Compiles the kernel. Rejects with `RuntimeUnavailableError` where there is no WebAssembly with vectors. */
export async function loadPlaneGradient(): Promise<PlaneGradient> {
	const bytes = Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0));
	try {
		const { exports } = await webAssembly().instantiate(await webAssembly().compile(bytes), {});
		// The cast trusts our own binary; the tests run every export.
		const kernel = exports as unknown as KernelExports;
		return (samplings, layout) => planeGradient(kernel, samplings, layout);
	} catch (cause) {
		throw new RuntimeUnavailableError(
			"plane gradient: the kernel does not compile here; it needs WebAssembly with SIMD and bulk memory",
			{ cause },
		);
	}
}

function planeGradient(
	kernel: KernelExports,
	samplings: readonly SampledGradient[],
	layout: PlaneLayout,
): Float32Tensor {
	const { channels: C, triplaneDepth: G, height: H, width: W } = layout;
	const N = samplings[0]?.points.shape[0] ?? 0;
	const size = 3 * C * G * H * W;
	const gradient = new Float32Array(N * size);
	const room = makeRoom(kernel, layout);
	const counts = samplings.map(({ points, features }) => {
		const { P } = matchShape("points", points.shape, [N, "P", 3]);
		matchShape("features", features.shape, [N, P, C]);
		return P;
	});
	for (let item = 0; item < N; item++) {
		room.planes.fill(0);
		samplings.forEach(({ points, features }, index) => {
			const P = counts[index] ?? 0;
			const [first, end] = [item * P, (item + 1) * P];
			spreadAll(
				kernel,
				room,
				layout,
				points.data.subarray(3 * first, 3 * end),
				features.data.subarray(C * first, C * end),
			);
		});
		collect(kernel, room, layout, gradient.subarray(item * size, (item + 1) * size));
	}
	return float32Tensor([N, 3, C * G, H, W], gradient);
}

/** Parts of the kernel's memory. */
interface Room {
	/** [3, G, texels, channels], both last counts filled up to fours */
	readonly planes: Float32Array;
	/** [channels, texels] */
	readonly relaid: Float32Array;
	/** [PIECE, 3] */
	readonly points: Float32Array;
	/** [PIECE, channels]; the channels that were filled up stay zero */
	readonly features: Float32Array;
	readonly texels: number;
	readonly channels: number;
}

function makeRoom(
	{ memory }: KernelExports,
	{ channels: C, triplaneDepth: G, height: H, width: W }: PlaneLayout,
): Room {
	const [channels, texels] = [filledUp(C), filledUp(H * W)];
	const sizes = [3 * G * texels * channels, texels * channels, 3 * PIECE, PIECE * channels];
	const missing = 4 * sizes.reduce((sum, size) => sum + size, 0) - memory.buffer.byteLength;
	try {
		if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
	} catch (cause) {
		throw new RuntimeFailureError(`plane gradient: no room for three planes of ${C * G} × ${H} × ${W}`, { cause });
	}
	let offset = 0;
	const [planes, relaid, points, features] = sizes.map((size) => {
		const part = new Float32Array(memory.buffer, offset, size);
		offset += 4 * size;
		return part;
	}) as [Float32Array, Float32Array, Float32Array, Float32Array];
	features.fill(0);
	return { planes, relaid, points, features, texels, channels };
}

function filledUp(count: number): number {
	return Math.ceil(count / LANES) * LANES;
}

/** Brings an item's samples to its planes, piece by piece. */
function spreadAll(
	kernel: KernelExports,
	room: Room,
	{ channels: C, triplaneDepth: G, height, width, boxWarp, planeAxes }: PlaneLayout,
	points: Float32Array,
	features: Float32Array,
): void {
	const { channels, texels, planes } = room;
	for (let first = 0; 3 * first < points.length; first += PIECE) {
		const count = Math.min(PIECE, points.length / 3 - first);
		room.points.set(points.subarray(3 * first, 3 * (first + count)));
		copyRows(room.features, channels, features.subarray(C * first, C * (first + count)), C);
		const [at, of] = [room.points.byteOffset, room.features.byteOffset];
		PLANE_AXES[planeAxes].forEach((pair, plane) => {
			const [u, v] = pair;
			const w = sliceAxisOf(pair);
			for (let slice = 0; slice < G; slice++) {
				const target = planes.byteOffset + 4 * (plane * G + slice) * texels * channels;
				kernel.spread(target, at, of, count, channels, width, height, u, v, 2 / boxWarp, 1 / 3, w, slice, G);
			}
		});
	}
}

/** Brings the planes into the networks' layout, [3, C · G, H, W]. */
function collect(
	kernel: KernelExports,
	room: Room,
	{ channels: C, triplaneDepth: G, height, width }: PlaneLayout,
	to: Float32Array,
): void {
	const { planes, relaid, texels, channels } = room;
	const size = height * width;
	for (let number = 0; number < 3 * G; number++) {
		kernel.relay(relaid.byteOffset, planes.byteOffset + 4 * number * texels * channels, texels, channels);
		const [plane, slice] = [Math.floor(number / G), number % G];
		const first = (plane * C * G + slice) * size;
		copyRows(
			to.subarray(first, first + ((C - 1) * G + 1) * size),
			G * size,
			relaid.subarray(0, C * texels),
			texels,
			size,
		);
	}
}

/** Copies the first `length` numbers of rows that are `fromStride` apart to rows that are `toStride` apart. */
function copyRows(
	to: Float32Array,
	toStride: number,
	from: Float32Array,
	fromStride: number,
	length: number = Math.min(toStride, fromStride),
): void {
	if (toStride === fromStride && toStride === length) {
		to.set(from);
		return;
	}
	for (let row = 0; row * fromStride < from.length; row++) {
		to.set(from.subarray(row * fromStride, row * fromStride + length), row * toStride);
	}
}
