/**
 * How well a network that was taught from synthetic heads knows people from all sides, backs included, where no picture is
 * seen from: on the true surface that a camera at each yaw sees, the colours of the network's volume against the true ones,
 * the share that is opaque just behind the surface, and the share that is empty before it.
 *
 *     npm run build
 *     node scripts/measure-sides.mjs [--network heads] [--people 16] [--seed 2]
 *
 * People are those of `dataset heads --seed`, which the network must not have been taught. The backdrop does not count.
 */

import { parseArgs } from "node:util";
import { frontalConditioning } from "triplane/camera";
import { portraitLatent, renderImage, sceneOf, truthMaps } from "triplane/heads";
import { float32Tensor, loadGenerator, splitLabel, trainingFov, trainingOrbit, viewCameraAt } from "triplane/node";
import { pixelRays } from "triplane/rendering";
import { decibels } from "triplane/tensor";

const { values: options } = parseArgs({
	options: {
		network: { type: "string", default: "heads" },
		people: { type: "string", default: "16" },
		seed: { type: "string", default: "2" },
	},
});
/** Pixels of a camera's side. */
const SIDE = 48;
const YAWS = [0, 45, 90, 135, 180];
/** Distances from the surface along rays, world units; opacity is that of a layer so thick. */
const [BEHIND, BEFORE, LAYER] = [0.015, -0.06, 0.02];
/** Densities are softplus(sigma - 1). */
const DENSITY_SHIFT = 1;

/** @param {number} sigma */
const opacity = (sigma) => 1 - Math.exp(-Math.log1p(Math.exp(sigma - DENSITY_SHIFT)) * LAYER);

const generator = await loadGenerator(options.network, { device: "cpu" });
const { rendering, mapping } = generator.config;
const orbit = trainingOrbit(rendering);
const { degrees } = trainingFov(rendering);

const sums = new Map(YAWS.map((yaw) => [yaw, { square: 0, opaque: 0, empty: 0, points: 0 }]));
for (let person = 0; person < Number(options.people); person++) {
	const z = portraitLatent({ seed: Number(options.seed) }, person, mapping.zDim);
	const scene = sceneOf(z);
	const ws = await generator.mapping(float32Tensor([1, mapping.zDim], z), frontalConditioning(rendering));
	const planes = await generator.planes(ws);
	for (const [yaw, sum] of sums) {
		const { label } = viewCameraAt({ yaw, pitch: 0 }, orbit, degrees);
		const camera = splitLabel(label);
		const { depth, parts } = truthMaps(scene, camera, SIDE);
		const image = renderImage(scene, camera, SIDE);
		const seen = [...parts.data.keys()].filter((pixel) => parts.data[pixel] !== 0);
		const { origins, directions } = pixelRays(camera, { width: SIDE, height: SIDE });
		const at = async (/** @type {number} */ offset) => {
			const points = Float32Array.from({ length: 3 * seen.length }, (_, index) => {
				const pixel = seen[Math.floor(index / 3)] ?? 0;
				const axis = 3 * pixel + (index % 3);
				const distance = (depth.data[pixel] ?? 0) + offset;
				return (origins.data[axis] ?? 0) + (directions.data[axis] ?? 0) * distance;
			});
			return await generator.samplePoints(planes, float32Tensor([seen.length, 3], points));
		};
		const [on, behind, before] = [await at(0), await at(BEHIND), await at(BEFORE)];
		for (const [ray, pixel] of seen.entries()) {
			for (let channel = 0; channel < 3; channel++) {
				const own = (on.rgb.data[3 * ray + channel] ?? 0) - (image.data[3 * pixel + channel] ?? 0) / 255;
				sum.square += own ** 2 / 3;
			}
			sum.opaque += Number(opacity(behind.sigma.data[ray] ?? 0) > 0.5);
			sum.empty += Number(opacity(before.sigma.data[ray] ?? 0) < 0.5);
		}
		sum.points += seen.length;
	}
}
console.log("| yaw | colours on the surface, dB | opaque just behind it | empty before it |\n|---|---|---|---|");
for (const [yaw, { square, opaque, empty, points }] of sums) {
	const percent = (/** @type {number} */ count) => `${((100 * count) / points).toFixed(1)} %`;
	console.log(`| ${yaw}° | ${decibels(square / points, 1).toFixed(2)} | ${percent(opaque)} | ${percent(empty)} |`);
}
await generator.dispose();
