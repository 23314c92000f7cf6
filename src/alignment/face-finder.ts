/**
 * Faces in a photograph and 468 landmarks of each, by the models of MediaPipe: BlazeFace (Bazarevsky et al. 2019) finds
 * them, the face mesh (Kartynnik et al. 2019) reads landmarks off a patch about each.
 */

import { createGraph } from "../graph/create.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import { expectDType, float32Tensor } from "../tensor/host-tensor.ts";
import type { PixelImage } from "../tensor/pixels.ts";
import { type Patch, placeInPhotograph, samplePatch } from "./sample-patch.ts";
import { tfjsGraph } from "./tfjs-graph.ts";
import type { TfjsModel } from "./tfjs-model.ts";

/** Points of a found face, in this order: the eyes, the nose's tip, the mouth, the ears; left is the image's. */
const POINTS = 6;
export const LANDMARKS = 468;

export interface FoundFace {
	/** 0 to 1. */
	readonly score: number;
	/** Pixels of the photograph. */
	readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
	/** The eye at the image's left, and the other; pixels. */
	readonly eyes: readonly [readonly [x: number, y: number], readonly [x: number, y: number]];
}

export interface FaceLandmarks {
	/** How sure the model is that there is a face, 0 to 1. */
	readonly confidence: number;
	/** [468, 3]: pixels to the right and down, and depth on the same scale, away from the camera. */
	readonly points: Float32Array;
}

/** Side of the detector's input, and of the landmark model's. */
const SIDES = { detector: 256, landmarks: 192 } as const;
/** Grids of the detector: cells of so many pixels, with so many boxes each. */
const GRIDS = [
	{ cell: 16, boxes: 2 },
	{ cell: 32, boxes: 6 },
] as const;
const LEAST_SCORE = 0.5;
/** Boxes that overlap by a larger share of both show one face. */
const OVERLAP = 0.3;
/** The landmark model's patch, in sides of the box. */
const PATCH = 1.5;

export interface FaceModels {
	readonly detector: TfjsModel;
	readonly landmarks: TfjsModel;
}

export class FaceFinder implements AsyncDisposable {
	readonly #detector: CompiledGraph;
	readonly #landmarks: CompiledGraph;

	private constructor(detector: CompiledGraph, landmarks: CompiledGraph) {
		this.#detector = detector;
		this.#landmarks = landmarks;
	}

	/** The runtime stays the caller's. */
	static async open(runtime: InferenceRuntime, models: FaceModels): Promise<FaceFinder> {
		const compile = (name: keyof FaceModels): Promise<CompiledGraph> => {
			const graph = createGraph();
			const image = graph.input("image", [1, 3, SIDES[name], SIDES[name]]);
			const outputs = tfjsGraph(models[name], image);
			return runtime.compile(`face ${name}`, serializeOnnx({ name: `face ${name}`, outputs }));
		};
		return new FaceFinder(await compile("detector"), await compile("landmarks"));
	}

	/** Faces of a photograph, the largest first. */
	async find(photograph: PixelImage): Promise<FoundFace[]> {
		const { width, height } = photograph;
		const patch: Patch = { centre: [width / 2, height / 2], side: Math.max(width, height), radians: 0 };
		const size = SIDES.detector;
		const image = samplePatch(photograph, patch, size).map((value) => 2 * value - 1);
		const found = await this.#detector.run({ image: float32Tensor([1, 3, size, size], image) });
		const faces: FoundFace[] = [];
		for (const [grid, { cell, boxes }] of GRIDS.entries()) {
			const cells = size / cell;
			const count = cells * cells * boxes;
			const [scores, numbers] = [1, 16].map((columns) =>
				Object.values(found).find(({ shape }) => shape[1] === count && shape[2] === columns),
			);
			if (!(scores && numbers)) throw new RangeError(`face detector: no output for grid ${grid}`);
			const [score, number] = [scores, numbers].map((tensor) => expectDType("face", tensor, "float32").data) as [
				Float32Array,
				Float32Array,
			];
			for (let box = 0; box < count; box++) {
				const sure = 1 / (1 + Math.exp(-(score[box] ?? 0)));
				if (sure < LEAST_SCORE) continue;
				const at = Math.floor(box / boxes);
				const anchor = [((at % cells) + 0.5) * cell, (Math.floor(at / cells) + 0.5) * cell] as const;
				faces.push(faceOf(number.subarray(16 * box, 16 * box + 16), anchor, sure, patch));
			}
		}
		return distinct(faces).sort((one, other) => other.box.width * other.box.height - one.box.width * one.box.height);
	}

	/** The landmarks of a face. */
	async landmarks(photograph: PixelImage, { box, eyes: [left, right] }: FoundFace): Promise<FaceLandmarks> {
		const patch: Patch = {
			centre: [box.left + box.width / 2, box.top + box.height / 2],
			side: PATCH * Math.max(box.width, box.height),
			radians: Math.atan2(right[1] - left[1], right[0] - left[0]),
		};
		const size = SIDES.landmarks;
		const image = float32Tensor([1, 3, size, size], samplePatch(photograph, patch, size));
		const outputs = Object.values(await this.#landmarks.run({ image }));
		const of = (columns: number): Float32Array => {
			const output = outputs.find(({ data }) => data.length === columns);
			if (!output) throw new RangeError(`face landmarks: no output of ${columns} numbers`);
			return expectDType("landmarks", output, "float32").data;
		};
		const points = of(3 * LANDMARKS).slice();
		for (let point = 0; point < LANDMARKS; point++) {
			const [x = 0, y = 0, z = 0] = points.subarray(3 * point, 3 * point + 3);
			points.set([...placeInPhotograph(patch, x / size, y / size), (z * patch.side) / size], 3 * point);
		}
		return { confidence: of(1)[0] ?? 0, points };
	}

	async dispose(): Promise<void> {
		await Promise.all([this.#detector.dispose(), this.#landmarks.dispose()]);
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}
}

/** Sixteen numbers about an anchor, pixels of the detector's image: centre, width and height, six points. */
function faceOf(numbers: Float32Array, anchor: readonly [number, number], score: number, patch: Patch): FoundFace {
	const size = SIDES.detector;
	const place = (at: number): [number, number] =>
		placeInPhotograph(patch, ((numbers[at] ?? 0) + anchor[0]) / size, ((numbers[at + 1] ?? 0) + anchor[1]) / size);
	const [width, height] = [2, 3].map((at) => ((numbers[at] ?? 0) * patch.side) / size) as [number, number];
	const [x, y] = place(0);
	const points = Array.from({ length: POINTS }, (_, point) => place(4 + 2 * point));
	const [left = [0, 0], right = [0, 0]] = points;
	return { score, box: { left: x - width / 2, top: y - height / 2, width, height }, eyes: [left, right] };
}

/** The surest of those that overlap. */
function distinct(faces: readonly FoundFace[]): FoundFace[] {
	const kept: FoundFace[] = [];
	for (const face of [...faces].sort((one, other) => other.score - one.score)) {
		if (kept.every((other) => overlap(face.box, other.box) < OVERLAP)) kept.push(face);
	}
	return kept;
}

/** Of the area that two boxes cover, the share that both do. */
function overlap(one: FoundFace["box"], other: FoundFace["box"]): number {
	const along = (from: number, size: number, start: number, length: number): number =>
		Math.max(Math.min(from + size, start + length) - Math.max(from, start), 0);
	const both =
		along(one.left, one.width, other.left, other.width) * along(one.top, one.height, other.top, other.height);
	return both / (one.width * one.height + other.width * other.height - both);
}
