/**
 * Reads where people look from whole pictures, by a regression that was fitted to synthetic heads whose gaze is known and
 * has nothing to do with the camera. For networks of such heads, at whose size single irises are too small to be found.
 *
 * From every yaw there is a regression of its own, fitted to pictures from that yaw only, so that nothing but the eyes
 * tells it anything. It errs towards the middle: how far it gets is told by heads that it has not seen (`following`).
 */

import { degrees, trueAngles } from "../../../camera/angles.ts";
import { FFHQ_FOV_DEGREES, fovToIntrinsics } from "../../../camera/intrinsics.ts";
import type { Camera } from "../../../camera/label.ts";
import { type CameraOrbit, cameraFromTrueAngles, FFHQ_ORBIT } from "../../../camera/orbit.ts";
import { throwIfAborted } from "../../../tensor/errors.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import { estimateRidge, fitRidge, type Regression } from "../../linear/ridge.ts";
import { featureSet } from "../../metrics/features/feature-set.ts";
import { headsFace } from "../heads-face.ts";
import { BAND_LENGTH, eyeBand } from "./eye-band.ts";

export interface GazeReaderOptions {
	/** Synthetic heads that it is fitted to. */
	readonly heads: number;
	/** True yaws of the cameras, degrees. */
	readonly yaws: readonly number[];
	/** Pixels of a side of the pictures. */
	readonly side: number;
	/** Of the heads. */
	readonly seed: number;
	readonly signal?: AbortSignal | undefined;
	/** Told of every head. */
	readonly onHead?: ((done: number) => void) | undefined;
}

/** A person that can be seen from the reader's cameras. */
export type Seen = (camera: Camera) => Promise<Float32Tensor>;

export interface PersonReading {
	/** Gaze yaw in each picture, degrees; 0 is straight ahead of the head. */
	readonly gazeYaws: readonly number[];
	/** d(gaze yaw) / d(camera yaw), least squares. */
	readonly slope: number;
}

/** Share of the features' variance: keeps the regression from learning single heads by heart. */
const PENALTY = 0.1;

export class GazeReader {
	readonly #yaws: readonly number[];
	readonly #regressions: readonly Regression[];

	constructor(yaws: readonly number[], regressions: readonly Regression[]) {
		this.#yaws = yaws;
		this.#regressions = regressions;
	}

	/** Looks at a person from all yaws. @param orbit  where cameras stand */
	async read(seen: Seen, orbit: CameraOrbit = FFHQ_ORBIT): Promise<PersonReading> {
		const gazeYaws: number[] = [];
		for (const [index, yaw] of this.#yaws.entries()) {
			const camera = readerCamera(yaw, orbit);
			const band = featureSet(1, BAND_LENGTH, eyeBand(await seen(camera), camera));
			const regression = this.#regressions[index];
			gazeYaws.push((regression && estimateRidge(regression, band)[0]?.[0]) ?? Number.NaN);
		}
		return { gazeYaws, slope: slopeOver(this.#yaws, gazeYaws) };
	}
}

/** Draws heads with free gaze and fits a regression for each yaw. */
export async function fitGazeReader(options: GazeReaderOptions): Promise<GazeReader> {
	const { heads, yaws, side, seed, signal, onHead } = options;
	const bands = yaws.map(() => new Float32Array(heads * BAND_LENGTH));
	const gazes: number[] = [];
	for (let head = 0; head < heads; head++) {
		throwIfAborted(signal, "eyes");
		const face = headsFace(seed, head, "free");
		for (const [index, yaw] of yaws.entries()) {
			const camera = readerCamera(yaw, FFHQ_ORBIT);
			bands[index]?.set(eyeBand(face.look(camera, side), camera), head * BAND_LENGTH);
		}
		gazes.push(degrees(face.scene(readerCamera(0, FFHQ_ORBIT)).gaze.yawRadians));
		onHead?.(head + 1);
	}
	return new GazeReader(
		yaws,
		bands.map((band) => fitRidge(featureSet(heads, BAND_LENGTH, band), [gazes], PENALTY)),
	);
}

function readerCamera(yawDegrees: number, orbit: CameraOrbit): Camera {
	const cam2world = cameraFromTrueAngles(trueAngles(yawDegrees, 0), orbit);
	return { cam2world, intrinsics: fovToIntrinsics(FFHQ_FOV_DEGREES) };
}

function slopeOver(x: readonly number[], y: readonly number[]): number {
	const [meanX, meanY] = [x, y].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length) as [
		number,
		number,
	];
	const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
	return x.reduce((sum, value, index) => sum + (value - meanX) * ((y[index] ?? 0) - meanY), 0) / spread;
}
