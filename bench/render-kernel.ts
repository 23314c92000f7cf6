/**
 * The WASM kernel of the renderer by itself: one and two threads, a scene of surfaces (rays end early, half of the colours
 * are negligible) and one of fog (all colours of all samples are needed: the most work there is).
 */

import { fovToIntrinsics } from "../src/camera/intrinsics.ts";
import { cameraFromPose } from "../src/camera/orbit.ts";
import { nodeWorkerPool } from "../src/platform/node/worker-pool.ts";
import type { TriplaneField } from "../src/rendering/march/contract.ts";
import { createWasmMarcher } from "../src/rendering/march/kernels/wasm/wasm-marcher.ts";
import { seededNoise } from "../src/rendering/noise.ts";
import { pixelRays } from "../src/rendering/rays.ts";
import { float32Tensor } from "../src/tensor/host-tensor.ts";
import { PUBLISHED_SIZES, syntheticField } from "../test/contract/synthetic-field.ts";
import type { Benchmark } from "./benchmark.ts";

const SIDE = 128;
const OPTIONS = {
	depthResolution: 48,
	depthResolutionImportance: 48,
	rayStart: 2.25,
	rayEnd: 3.3,
	disparitySpaceSampling: false,
	whiteBack: false,
};
/** Makes sigma of a standard deviation of 10 about -3 nearly uniform. */
const FOG = 0.03;

type Scene = "surfaces" | "fog";

function sceneOf(scene: Scene): TriplaneField {
	const field = syntheticField({ ...PUBLISHED_SIZES, height: 256, width: 256 });
	if (scene === "surfaces") return field;
	const { weight1, bias1 } = field.decoder;
	const hidden = weight1.shape[1] ?? 0;
	const thin = weight1.data.map((value, i) => (i < hidden ? value * FOG : value));
	const bias = bias1.data.map((value, i) => (i === 0 ? value * FOG : value));
	const decoder = {
		...field.decoder,
		weight1: float32Tensor(weight1.shape, thin),
		bias1: float32Tensor(bias1.shape, bias),
	};
	return { ...field, decoder };
}

function march(scene: Scene, threads: number): Benchmark {
	return {
		name: `kernel-march-${scene}-${threads}`,
		what: `${SIDE}² rays, 48 + 48 samples, ${threads} thread${threads === 1 ? "" : "s"}`,
		runs: 15,
		prepare: async () => {
			const marcher = await createWasmMarcher({ workers: nodeWorkerPool(), threads });
			const field = await marcher.prepare(sceneOf(scene));
			const cam2world = cameraFromPose({ yaw: 0.3, pitch: -0.2 }, { pivot: [0, 0, 0.2], radius: 2.7 });
			const rays = pixelRays({ cam2world, intrinsics: fovToIntrinsics(18.837) }, { width: SIDE, height: SIDE });
			const noise = seededNoise(0, { rayCount: SIDE * SIDE, ...OPTIONS });
			return {
				run: async () => void (await field.march(rays, OPTIONS, noise)),
				dispose: () => marcher.dispose(),
			};
		},
	};
}

const prepare: Benchmark = {
	name: "kernel-prepare",
	what: "planes 256² folded, 2 threads",
	runs: 15,
	prepare: async () => {
		const marcher = await createWasmMarcher({ workers: nodeWorkerPool(), threads: 2 });
		const scene = sceneOf("surfaces");
		return {
			run: async () => void (await (await marcher.prepare(scene)).dispose()),
			dispose: () => marcher.dispose(),
		};
	},
};

export const RENDER_KERNEL_BENCHMARKS: readonly Benchmark[] = [
	march("surfaces", 1),
	march("surfaces", 2),
	march("fog", 1),
	march("fog", 2),
	prepare,
];
