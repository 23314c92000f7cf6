/** What one ray meets: sigma, density, transmittance and weight along it, evenly sampled. */

import { float32Tensor, splitLabel } from "triplane";
import { pixelRays, type RayLimits, type Rays, rayLimits } from "triplane/rendering";
import { renderingLabel } from "./cameras.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, RayProfile, RayRequest } from "./protocol.ts";

const SAMPLES = 160;

export async function rayProfile(
	network: OpenNetwork,
	{ view, u, v }: RayRequest,
	{ signal }: CallControl,
): Promise<RayProfile> {
	const { person } = await network.person(view.person, signal);
	const { generator } = person;
	const ray = rayThrough(generator.config.neuralRenderingResolution, u, v, () =>
		splitLabel(renderingLabel(generator.config, view.camera)),
	);
	const { rendering } = generator.config;
	const limits = rayLimits(ray, { ...rendering, depthResolution: SAMPLES }, rendering.boxWarp);
	const depths = evenDepths(limits);
	const { sigma, rgb } = await generator.samplePoints(person.planes, pointsAlong(ray, depths), { signal });
	const colours = new Float32Array(SAMPLES * 3);
	const features = rgb.shape[1] ?? 0;
	for (let sample = 0; sample < SAMPLES; sample++) {
		colours.set(rgb.data.subarray(sample * features, sample * features + 3), sample * 3);
	}
	return { depths, sigma: sigma.data, colours, ...composited(depths, sigma.data) };
}

/** The ray of the raw picture's pixel at a position 0 to 1 from the top left. */
function rayThrough(side: number, u: number, v: number, camera: () => Parameters<typeof pixelRays>[0]): Rays {
	const index = (share: number): number => Math.min(side - 1, Math.max(0, Math.floor(share * side)));
	const pixel = index(v) * side + index(u);
	const { origins, directions } = pixelRays(camera(), { width: side, height: side });
	const one = (all: Float32Array): Float32Array => all.slice(pixel * 3, pixel * 3 + 3);
	return { origins: float32Tensor([1, 3], one(origins.data)), directions: float32Tensor([1, 3], one(directions.data)) };
}

function evenDepths({ near, far }: RayLimits): Float32Array {
	const [from = 0, to = 0] = [near[0], far[0]];
	return Float32Array.from({ length: SAMPLES }, (_, sample) => from + ((to - from) * sample) / (SAMPLES - 1));
}

function pointsAlong({ origins, directions }: Rays, depths: Float32Array): ReturnType<typeof float32Tensor> {
	const points = Float32Array.from({ length: SAMPLES * 3 }, (_, at) => {
		const axis = at % 3;
		return (origins.data[axis] ?? 0) + (directions.data[axis] ?? 0) * (depths[Math.floor(at / 3)] ?? 0);
	});
	return float32Tensor([SAMPLES, 3], points);
}

/** Midpoint rule, as the renderer composites (Max 1995): an interval's numbers stand at the sample that begins it. */
function composited(
	depths: Float32Array,
	sigma: Float32Array,
): Pick<RayProfile, "density" | "transmittance" | "weight" | "expectedDepth" | "opacity"> {
	const density = sigma.map(densityOf);
	const transmittance = new Float32Array(SAMPLES).fill(1);
	const weight = new Float32Array(SAMPLES);
	let [light, opacity, depthSum] = [1, 0, 0];
	for (let at = 0; at < SAMPLES; at++) {
		transmittance[at] = light;
		const [depth = 0, next = depth] = [depths[at], depths[at + 1]];
		const middle = densityOf(((sigma[at] ?? 0) + (sigma[at + 1] ?? sigma[at] ?? 0)) / 2);
		const alpha = 1 - Math.exp(-middle * (next - depth));
		weight[at] = alpha * light;
		opacity += alpha * light;
		depthSum += (alpha * light * (depth + next)) / 2;
		light *= 1 - alpha;
	}
	return { density, transmittance, weight, opacity, expectedDepth: opacity > 0 ? depthSum / opacity : Number.NaN };
}

/** softplus(sigma − 1), per world unit. */
function densityOf(sigma: number): number {
	const x = sigma - 1;
	return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
