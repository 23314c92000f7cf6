/**
 * A generator whose one person is a synthetic head: pictures are traced, and sigma falls with the distance from the
 * surface, where it is 10. For tests of what finds and measures eyes in a network: no trained network comes with the
 * repository.
 */

import { frontalCamera } from "../../src/analysis/eyes/find-eyes.ts";
import { headsFace } from "../../src/analysis/eyes/heads-face.ts";
import { splitLabel } from "../../src/camera/label.ts";
import { imageFloats, planarImage } from "../../src/data/image-tensors.ts";
import type { Generator } from "../../src/generator/generator.ts";
import { presetConfig } from "../../src/generator/presets.ts";
import { volumeLines } from "../../src/generator/volume.ts";
import { renderImage } from "../../src/heads/render/image.ts";
import { truthMaps } from "../../src/heads/truth/maps.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";

/** sigma per world unit of distance from the surface, inwards. */
const STEEPNESS = 400;
const LEVEL = 10;

type Parts = Pick<Generator, "config" | "render" | "samplePoints" | "sampleVolume">;

/** @param index  number of the head; it looks into the camera of each picture */
export function headsGenerator(seed: number, index: number): Generator {
	const head = headsFace(seed, index, "camera");
	const { field } = head.scene(frontalCamera(head)).shape;
	const sigma = (x: number, y: number, z: number): number => LEVEL - STEEPNESS * field.distance(x, y, z);
	const parts: Parts = {
		config: presetConfig("ffhq512-128"),
		render: async (_planes, _ws, label, { neuralRenderingResolution: side = 64 } = {}) => {
			const camera = splitLabel(label);
			const scene = head.scene(camera);
			const bytes = planarImage(renderImage(scene, camera, side), false);
			const imageRaw = imageFloats({ ...bytes, shape: [1, ...bytes.shape] });
			const { depth } = truthMaps(scene, camera, side);
			const opacity = float32Tensor([1, 1, side, side], new Float32Array(side * side).fill(1));
			return { image: null, imageRaw, featureImage: imageRaw, imageDepth: depth, opacity };
		},
		samplePoints: async (_planes, points) => {
			const P = points.data.length / 3;
			const values = Float32Array.from({ length: P }, (_, point) => {
				const [x = 0, y = 0, z = 0] = points.data.subarray(point * 3, point * 3 + 3);
				return sigma(x, y, z);
			});
			return { sigma: float32Tensor([P], values), rgb: float32Tensor([P, 3], new Float32Array(P * 3).fill(0.5)) };
		},
		sampleVolume: async (_planes, options, visit) => {
			const { x, y, z } = volumeLines(1, options);
			for (const [at, px] of Array.from(x).entries()) {
				const values = Array.from(y).flatMap((py) => Array.from(z).map((pz) => sigma(px, py, pz)));
				await visit({ index: at, sigma: float32Tensor([y.length, z.length], values), rgb: null });
			}
		},
	};
	// A generator is a class with private parts; what is measured here uses these four only.
	return parts as Generator;
}

/** Stands for the planes and ws of the one person. */
export const NOTHING: Float32Tensor = float32Tensor([1, 1], [0]);
