/** The job `points`: sigma, and colours where they are wanted, at any points. */

import { storeColours } from "./colours";
import { EMPTY_SIGMA } from "./contract-constants";
import { evaluateCells } from "./density";
import { Field } from "./field";
import { count, pointer } from "./job";
import { element } from "./lanes";
import { BATCH, CELLS_BYTES, locate, locateSlices } from "./sampling";
import { JOB_FIELD, POINTS_COUNT, POINTS_POSITIONS, POINTS_RGB, POINTS_SIGMA, POINTS_TILE } from "./slots";
import { layOut, openWorkspace, Workspace } from "./workspace";

/** Bytes of scratch that `points` needs; `base` is any free kilobyte. */
export function pointsScratchBytes(base: usize, hidden: i32, features: i32): usize {
	return layOut(base, BATCH, hidden, features).end - base;
}

export function pointsTile(job: usize, tile: i32, scratch: usize): void {
	const w = openWorkspace(scratch, BATCH, pointer(job, JOB_FIELD));
	const positions = pointer(job, POINTS_POSITIONS);
	const sigma = pointer(job, POINTS_SIGMA);
	const rgb = pointer(job, POINTS_RGB);
	const end = min<i32>((tile + 1) * POINTS_TILE, count(job, POINTS_COUNT));
	for (let from = tile * POINTS_TILE; from < end; from += BATCH) {
		const points = min<i32>(BATCH, end - from);
		locatePoints(w, element(positions, 3 * from), points);
		evaluateCells(w.field, w.cells, points, w.hidden, element(sigma, from), w.constants);
		if (w.field.mask < Infinity) maskPoints(w.field, element(positions, 3 * from), points, element(sigma, from));
		if (rgb != 0) storeColours(w, w.hidden, points, element(rgb, from * w.field.features));
	}
}

/** EMPTY_SIGMA for points that lie outside the field's mask. */
function maskPoints(field: Field, positions: usize, points: i32, sigma: usize): void {
	for (let i = 0; i < points; i++) {
		const at = element(positions, 3 * i);
		const farther = max<f32>(abs<f32>(load<f32>(at)), abs<f32>(load<f32>(at, 8)));
		if (farther > field.mask) store<f32>(element(sigma, i), <f32>EMPTY_SIGMA);
	}
}

/** Cells of up to BATCH points on all planes. */
function locatePoints(w: Workspace, positions: usize, points: i32): void {
	const field = w.field;
	const row = BATCH * 4;
	const xs = w.lines;
	const ys = xs + row;
	const zs = ys + row;
	const us = zs + row;
	const vs = us + row;
	for (let i = 0; i < points; i++) {
		const at = element(positions, 3 * i);
		const z = <f64>load<f32>(at, 8);
		store<f32>(element(xs, i), <f32>(<f64>load<f32>(at) * field.scaleU + field.offsetU));
		store<f32>(element(ys, i), alongHeight(field, load<f32>(at, 4)));
		store<f32>(element(zs, i), alongHeight(field, <f32>z));
		store<f32>(element(us, i), <f32>(z * field.scaleU + field.offsetU));
		store<f32>(element(vs, i), alongHeight(field, load<f32>(element(at, field.planeCAxis))));
	}
	const texelBytes = <i32>field.texelBytes;
	for (let i = 0; i < points; i += 4) {
		const cells = element(w.cells, i);
		const x = v128.load(element(xs, i));
		locate(cells, x, v128.load(element(ys, i)), field.width, field.height, texelBytes);
		locate(cells + CELLS_BYTES, x, v128.load(element(zs, i)), field.width, field.height, texelBytes);
		if (field.planeC == 0) continue;
		const u = v128.load(element(us, i));
		locate(cells + 2 * CELLS_BYTES, u, v128.load(element(vs, i)), field.width, field.height, texelBytes);
	}
	if (field.slices > 1) locatePointsInSlices(w, positions, points);
}

/** Goes on from cells to those of slices. */
function locatePointsInSlices(w: Workspace, positions: usize, points: i32): void {
	const field = w.field;
	const sliceBytes = <i32>field.sliceBytes;
	for (let plane = 0; plane < 3; plane++) {
		if (plane == 2 && field.planeC == 0) return;
		// planes see (x, y), (x, z) and (z, x or y)
		const axis = plane == 2 ? 1 - field.planeCAxis : 2 - plane;
		for (let i = 0; i < points; i++) {
			const world = <f64>load<f32>(element(positions, 3 * i + axis));
			store<f32>(element(w.lines, i), <f32>(world * field.scaleW + field.offsetW));
		}
		const cells = w.cells + <usize>plane * CELLS_BYTES;
		for (let i = 0; i < points; i += 4) {
			locateSlices(element(cells, i), v128.load(element(w.lines, i)), field.slices, sliceBytes);
		}
	}
}

/** World coordinate to texels of the padded plane along its height. */
function alongHeight(field: Field, world: f32): f32 {
	return <f32>(<f64>world * field.scaleV + field.offsetV);
}
