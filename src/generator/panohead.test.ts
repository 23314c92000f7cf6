/** Networks of PanoHead's structure: read from a pickle laid out as theirs, and stage by stage as they are by hand. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import {
	backgroundByHand,
	behindByHand,
	type HandMarch,
	mappingByHand,
	marchByHand,
	planesByHand,
	rawByHand,
	superresolvedByHand,
} from "../../test/support/panohead-by-hand.ts";
import {
	PANOHEAD as CONFIG,
	panoheadFile,
	PANOHEAD_SIZES as SIZES,
	PANOHEAD_WEIGHTS as WEIGHTS,
} from "../../test/support/panohead-network.ts";
import type { PicklePlan } from "../../test/support/panohead-pickle.ts";
import type { Plane } from "../../test/support/synthesis-by-hand.ts";
import { kernelVsReference } from "../../test/tolerances.ts";
import { fovToIntrinsics } from "../camera/intrinsics.ts";
import { cameraLabel } from "../camera/label.ts";
import { cameraFromPose } from "../camera/orbit.ts";
import type { NetworkDescription } from "../checkpoint/description.ts";
import { readCheckpoint } from "../checkpoint/read-checkpoint.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { nodeOrtPlatform } from "../platform/node/onnx-runtime.ts";
import { nodeWorkerPool } from "../platform/node/worker-pool.ts";
import { createWasmMarcher } from "../rendering/march/kernels/wasm/wasm-marcher.ts";
import { createRuntime } from "../runtime/create-runtime.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { describeGenerator } from "./describe.ts";
import { Generator } from "./generator.ts";
import { pointColours } from "./point-colours.ts";
import { networkWeights, readGenerator, readGeneratorConfig } from "./read-config.ts";
import { noteLines } from "./reading-notes.ts";
import type { View } from "./views.ts";

const { zDim: Z_DIM, wDim: W_DIM } = CONFIG.mapping;

async function opened(changes?: PicklePlan["rendering"]): Promise<NetworkDescription> {
	const description = (await readCheckpoint(bytesInMemory("panohead.pkl", panoheadFile(changes)))).networks.get(
		"G_ema",
	);
	if (!description) throw new Error("no G_ema");
	return description;
}

function label(yaw: number): Float32Tensor {
	const cam2world = cameraFromPose({ yaw, pitch: 0.2 }, { pivot: [0, 0, 0.2], radius: 2.7 });
	return cameraLabel({ cam2world, intrinsics: fovToIntrinsics(18.837) });
}

describe("a pickle of PanoHead", () => {
	it("is read into what it is, with the mapping of translations left aside and nothing left out", async () => {
		const { config, notes } = readGenerator(await opened());
		expect(config).toEqual(CONFIG);
		expect(notes.unused).toEqual([]);
		expect(noteLines(notes)).toEqual([
			"t_mapping is read and not used: its translation is added to the camera's position during training only",
		]);
		expect(notes.member.name).toBe("PanoHead");
		expect(notes.member.because).toContain("torgb, bcg_synthesis, t_mapping");
	});

	it("is refused where its options say something else than its parts", async () => {
		const changed = [
			{ use_background: false, message: "use_background is false, but the network has 'bcg_synthesis'" },
			{ use_torgb_raw: false, message: "use_torgb_raw is false, but the network has 'torgb'" },
			{ decoder_activation: "lrelu", message: 'decoder_activation is "lrelu", want "sigmoid" or "none"' },
			{ triplane_size: 32, message: "triplane_size is 32, want 16" },
		];
		for (const { message, ...change } of changed) {
			const description = await opened(change as Record<string, boolean | string | number>);
			expect(() => readGenerator(description)).toThrow(message);
		}
	});

	it("is the same after being described and read", () => {
		expect(readGeneratorConfig(describeGenerator(CONFIG, WEIGHTS))).toEqual(CONFIG);
	});
});

describe("a network of PanoHead's structure", () => {
	let generator: Generator;
	let ws: Float32Tensor;
	let rows: Float64Array[];
	let planes: FixedTensor;
	let planesWanted: Plane;
	beforeAll(async () => {
		const description = await opened();
		const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 });
		const marcher = await createWasmMarcher({ workers: nodeWorkerPool(), threads: 1 });
		const weights = networkWeights(description);
		generator = new Generator({ config: readGeneratorConfig(description), weights, runtime, marcher });
		// another w for each layer, so that it shows which layer takes which
		ws = float32Tensor([1, 6, W_DIM], Float32Array.from(new RandomState(3).randn(6 * W_DIM)));
		rows = Array.from({ length: 6 }, (_, i) => Float64Array.from(ws.data.subarray(i * W_DIM, (i + 1) * W_DIM)));
		planes = await generator.planes(ws);
		planesWanted = planesByHand(WEIGHTS, rows, SIZES);
	});
	afterAll(() => generator.dispose());

	it("maps latents as it is by hand", async () => {
		const z = float32Tensor([1, Z_DIM], Float32Array.from(new RandomState(4).randn(Z_DIM)));
		const mapped = await generator.mapping(z, label(0));
		const wanted = mappingByHand(WEIGHTS, z.data, label(0).data);
		expectClose(
			mapped,
			float32Tensor([1, 6, W_DIM], Array.from({ length: 6 }, () => [...wanted]).flat()),
			kernelVsReference,
			"ws",
		);
	});

	it("has the planes that it has by hand", () => {
		expectClose(planes.data as Float32Array, planesWanted.data, kernelVsReference, "planes");
	});

	describe.each([
		["the front", 0.2],
		["behind", 2.9],
	])("seen from %s", (_, yaw) => {
		let view: View;
		let march: HandMarch;
		let behind: Plane;
		beforeAll(async () => {
			view = await generator.render(planes, ws, label(yaw), { jitter: { kind: "none" } });
			march = marchByHand(WEIGHTS, planesWanted, label(yaw).data, SIZES);
			behind = behindByHand(march, backgroundByHand(WEIGHTS, rows, SIZES));
		});

		it("lets light pass here and stops it there, as by hand", () => {
			expectClose(view.opacity.data, march.mask, kernelVsReference, "mask");
			expect(Math.min(...march.mask)).toBeLessThan(0.7);
			expect(Math.max(...march.mask)).toBeGreaterThan(0.9);
			const seen = [...march.mask.keys()].filter((ray) => (march.mask[ray] ?? 0) > 1e-3);
			const pick = (of: ArrayLike<number>): number[] => seen.map((ray) => of[ray] ?? 0);
			expectClose(pick(view.imageDepth.data), pick(march.depth), kernelVsReference, "depth");
		});

		it("has features with the background behind them, as by hand", () => {
			expectClose(view.featureImage.data, behind.data, kernelVsReference, "features");
		});

		it("makes the raw image and the image of them, as by hand", () => {
			const last = rows[5] ?? [];
			const raw = rawByHand(WEIGHTS, behind, last);
			expectClose(view.imageRaw.data, raw.data, kernelVsReference, "raw image");
			const image = superresolvedByHand(WEIGHTS, raw, behind, last);
			expectClose(view.image?.data ?? [], image.data, kernelVsReference, "image");
		});
	});

	it("gives points the colours that torgb makes of them", async () => {
		const points = float32Tensor([2, 3], [0.1, 0, 0.2, -0.1, 0.3, 0]);
		const { rgb } = await generator.samplePoints(planes, points);
		const colours = pointColours(generator.config, generator.weights, ws)(rgb);
		const square = new Float64Array(SIZES.features * 4);
		for (let f = 0; f < SIZES.features; f++) {
			for (let point = 0; point < 2; point++) square[f * 4 + point] = rgb.data[point * SIZES.features + f] ?? 0;
		}
		const made = rawByHand(WEIGHTS, { channels: SIZES.features, side: 2, data: square }, rows[5] ?? []);
		const wanted = [0, 1].flatMap((point) =>
			[0, 1, 2].map((channel) => (made.data[channel * 4 + point] ?? 0) * 0.5 + 0.5),
		);
		expectClose([...colours.data], wanted, kernelVsReference, "colours of points");
		expect(() => pointColours(generator.config, generator.weights, null)).toThrow("wants the person's ws");
	});
});
