/**
 * The symbolic renderer as a marcher: its graph, compiled once per sampling, run tile by tile on an inference runtime.
 * It needs nothing but ONNX Runtime, so it also runs where that is a GPU.
 */

import { createGraph } from "../../graph/create.ts";
import { OPSET, WEBGPU_OPSET } from "../../graph/onnx/messages.ts";
import { serializeOnnx } from "../../graph/onnx/model.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { CompiledGraph, InferenceRuntime } from "../../host/inference-runtime.ts";
import { type GraphGroup, SessionCache } from "../../runtime/session-cache.ts";
import { RuntimeFailureError, throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, zeros } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { rayLimits } from "../ray-box.ts";
import { stratifiedDepths } from "../samplers.ts";
import { checkField, checkMarch } from "./check-inputs.ts";
import type {
	MarchControl,
	MarchOptions,
	MarchResult,
	PointSamples,
	PreparedField,
	RayMarcher,
	Rays,
	SampleNoise,
	TriplaneField,
} from "./contract.ts";
import { gridByPoints } from "./grid-by-points.ts";
import { symbolicMarch } from "./symbolic.ts";
import { constantField, symbolicSamples } from "./symbolic-field.ts";

/** Rays per run: 512 rays of 96 samples are 3 million feature numbers, 12 MB a tensor. */
const TILE_RAYS = 512;
/** Points per run of `samplePoints`. */
const TILE_POINTS = 32768;

/** Graphs for numbers of rays, samples and points: the ones at work, and some to go back to. */
const BY_SIZES: GraphGroup = { name: "by sizes", most: 4 };

/** Makes the symbolic version of the renderer on `runtime`. */
export function symbolicMarcher(runtime: InferenceRuntime): RayMarcher {
	return {
		name: "symbolic",
		prepare: async (field) => prepare(runtime, field),
		dispose: async () => {},
	};
}

function prepare(runtime: InferenceRuntime, field: TriplaneField): PreparedField {
	checkField(field);
	const sessions = new SessionCache(runtime);
	const opset = runtime.device === "webgpu" ? WEBGPU_OPSET : OPSET;
	const compile: Compile = (key, outputs) =>
		sessions.get(key, () => serializeOnnx({ name: key, outputs: outputs(), opset }), BY_SIZES);
	const prepared: Prepared = { field, compile };
	return {
		march: (rays, options, noise, control) => march(prepared, rays, options, noise, control),
		samplePoints: (points, control) => samplePoints(prepared, points, control),
		sampleGrid: (lines, options, control) =>
			gridByPoints((points) => samplePoints(prepared, points, { signal: control?.signal }), lines, options, control),
		dispose: () => sessions.dispose(),
	};
}

/** The graph `key`, made of `outputs` the first time. */
type Compile = (key: string, outputs: () => Readonly<Record<string, SymbolicTensor>>) => Promise<CompiledGraph>;

interface Prepared {
	readonly field: TriplaneField;
	readonly compile: Compile;
}

async function march(
	{ field, compile }: Prepared,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	control: MarchControl = {},
): Promise<MarchResult> {
	const { M, S, K } = checkMarch(rays, options, noise);
	const tile = Math.max(1, Math.min(TILE_RAYS, M));
	const graph = await compile(`renderer tile=${tile} S=${S} K=${K} white=${options.whiteBack}`, () =>
		marchNodes(field, tile, S, K, options.whiteBack),
	);
	const perRay = { ...rayInputs(field, rays, options, noise, M), ...(K > 0 ? { u: uOf(noise, M, K) } : {}) };
	const F = (field.decoder.weight1.shape[0] ?? 1) - 1;
	const tiles = { features: zeros("float32", [M, F]), weighted: zeros("float32", [M]), opacity: zeros("float32", [M]) };
	let [nearest, farthest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let start = 0; start < M; start += tile) {
		throwIfAborted(control.signal, "march");
		const feeds = Object.entries(perRay).map(([name, rows]) => [name, tileOf(rows, start, tile)] as const);
		const result = await graph.run({ planes: planesFeed(field), ...Object.fromEntries(feeds) });
		const count = Math.min(tile, M - start);
		tiles.features.data.set(output(result, "features").data.subarray(0, count * F), start * F);
		tiles.weighted.data.set(output(result, "weighted_depth").data.subarray(0, count), start);
		tiles.opacity.data.set(output(result, "opacity").data.subarray(0, count), start);
		nearest = Math.min(nearest, output(result, "nearest").data[0]!);
		farthest = Math.max(farthest, output(result, "farthest").data[0]!);
		control.onProgress?.((start + count) / M);
	}
	const depth = tiles.weighted.data.map((weighted, ray) => {
		const opacity = tiles.opacity.data[ray]!;
		return opacity === 0 ? farthest : Math.min(Math.max(weighted / opacity, nearest), farthest);
	});
	return { features: tiles.features, depth: float32Tensor([M], depth), opacity: tiles.opacity };
}

/** Rays [1, tile, …] and coarse depths → one tile's results; planes come as an input, the decoder is constant. */
function marchNodes(
	field: TriplaneField,
	tile: number,
	S: number,
	K: number,
	whiteBack: boolean,
): Record<string, SymbolicTensor> {
	const graph = createGraph();
	const rays = {
		origins: graph.input("origins", [1, tile, 3]),
		directions: graph.input("directions", [1, tile, 3]),
		depths: graph.input("depths", [1, tile, S]),
		uImportance: K > 0 ? graph.input("u", [1, tile, K]) : null,
	};
	const { features, weightedDepth, opacity, nearest, farthest } = symbolicMarch(
		constantField(field, graph.input("planes", [1, ...field.planes.shape])),
		rays,
		whiteBack,
	);
	return { features, weighted_depth: weightedDepth, opacity, nearest, farthest };
}

async function samplePoints(
	{ field, compile }: Prepared,
	points: Float32Tensor,
	control: MarchControl = {},
): Promise<PointSamples> {
	const { P } = matchShape("points", points.shape, ["P", 3]);
	const tile = Math.max(1, Math.min(TILE_POINTS, P));
	const graph = await compile(`points tile=${tile}`, () => pointNodes(field, tile));
	const F = (field.decoder.weight1.shape[0] ?? 1) - 1;
	const sigma = zeros("float32", [P]);
	const rgb = zeros("float32", [P, F]);
	for (let start = 0; start < P; start += tile) {
		throwIfAborted(control.signal, "samplePoints");
		const result = await graph.run({ planes: planesFeed(field), points: tileOf(points, start, tile) });
		const count = Math.min(tile, P - start);
		sigma.data.set(output(result, "sigma").data.subarray(0, count), start);
		rgb.data.set(output(result, "rgb").data.subarray(0, count * F), start * F);
		control.onProgress?.((start + count) / P);
	}
	return { sigma, rgb };
}

function pointNodes(field: TriplaneField, tile: number): Record<string, SymbolicTensor> {
	const graph = createGraph();
	const planes = graph.input("planes", [1, ...field.planes.shape]);
	const { sigma, rgb } = symbolicSamples(constantField(field, planes), graph.input("points", [1, tile, 3]));
	return { sigma: reshape(sigma, [tile]), rgb: reshape(rgb, [tile, -1]) };
}

function planesFeed({ planes }: TriplaneField): Float32Tensor {
	return float32Tensor([1, ...planes.shape], planes.data);
}

/** Everything that a ray is fed with, [M, …]. Coarse depths are placed here, as the plain reference places them. */
function rayInputs(
	field: TriplaneField,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	M: number,
): Record<string, Float32Tensor> {
	const { depthResolution: S, disparitySpaceSampling } = options;
	const { near, far } = rayLimits(rays, options, field.boxWarp);
	const depths = zeros("float32", [M, S]);
	for (let ray = 0; ray < M; ray++) {
		const jitter = noise.jitterCoarse?.data.subarray(ray * S, (ray + 1) * S) ?? null;
		const range = { near: near[ray]!, far: far[ray]! };
		depths.data.set(stratifiedDepths(range, jitter, S, disparitySpaceSampling), ray * S);
	}
	return { origins: rays.origins, directions: rays.directions, depths };
}

/** The given uniform numbers, or the middles of even steps. */
function uOf(noise: SampleNoise, M: number, K: number): Float32Tensor {
	return (
		noise.uImportance ??
		float32Tensor(
			[M, K],
			Float32Array.from({ length: M * K }, (_, i) => ((i % K) + 0.5) / K),
		)
	);
}

/** Rows [start, start + tile) of [M, n] as [1, tile, n]; past the end, the last row again. */
function tileOf(rows: Float32Tensor, start: number, tile: number): Float32Tensor {
	const { M, n } = matchShape("rows", rows.shape, ["M", "n"]);
	const shape = [1, tile, n];
	if (start + tile <= M) return float32Tensor(shape, rows.data.slice(start * n, (start + tile) * n));
	const data = new Float32Array(tile * n);
	for (let row = 0; row < tile; row++) {
		const from = Math.min(start + row, M - 1) * n;
		data.set(rows.data.subarray(from, from + n), row * n);
	}
	return float32Tensor(shape, data);
}

function output(results: Readonly<Record<string, HostTensor>>, name: string): Float32Tensor {
	const tensor = results[name];
	if (tensor?.dtype !== "float32") throw new RuntimeFailureError(`renderer graph: no float32 output '${name}'`);
	return tensor as Float32Tensor;
}
