/**
 * Entry points of the kernel. Each takes the next tile of its job and gives 1, or 0 when there is none left, so that
 * any number of workers can share a job. A texel, ray or point is computed by one worker from start to end: results do
 * not depend on who computes what.
 */

import { foldScratchBytes, foldTile } from "./fold";
import { gradientScratchBytes, gradientTile } from "./gradient-job";
import { gridScratchBytes, gridTile } from "./grid-job";
import { takeTile } from "./job";
import { marchScratchBytes, marchTile } from "./march-job";
import { pointsScratchBytes, pointsTile } from "./points-job";

export { probeExpNegative, probeLogistic, probeSoftplus, probeSoftplusExact } from "./probe";
export { foldScratchBytes, gradientScratchBytes, gridScratchBytes, marchScratchBytes, pointsScratchBytes };

export function fold(job: usize, scratch: usize): i32 {
	const tile = takeTile(job);
	if (tile >= 0) foldTile(job, tile, scratch);
	return <i32>(tile >= 0);
}

export function march(job: usize, scratch: usize): i32 {
	const tile = takeTile(job);
	if (tile >= 0) marchTile(job, tile, scratch);
	return <i32>(tile >= 0);
}

export function points(job: usize, scratch: usize): i32 {
	const tile = takeTile(job);
	if (tile >= 0) pointsTile(job, tile, scratch);
	return <i32>(tile >= 0);
}

export function grid(job: usize, scratch: usize): i32 {
	const tile = takeTile(job);
	if (tile >= 0) gridTile(job, tile, scratch);
	return <i32>(tile >= 0);
}

export function gradient(job: usize, scratch: usize): i32 {
	const tile = takeTile(job);
	if (tile >= 0) gradientTile(job, tile, scratch);
	return <i32>(tile >= 0);
}
