/**
 * The job `grid`: sigma, and colours where they are wanted, on a grid of world coordinates, x slowest and z fastest.
 *
 * For one x, the plane (x, y) is a row of texels A[y] and the plane (x, z) one B[z], so that the hidden units of all
 * points are A[y] + B[z]: sampling is paid per row and column instead of per point. A third plane is sampled per point.
 */

import { softplusDotOfSum } from "./activations";
import { storeColours } from "./colours";
import { activate } from "./density";
import { Field } from "./field";
import { count, pointer } from "./job";
import { element, sumLanes } from "./lanes";
import { BATCH, gatherOne, locate } from "./sampling";
import { GRID_RGB, GRID_SIGMA, GRID_SIZE_Y, GRID_SIZE_Z, GRID_TILE, GRID_X, GRID_Y, GRID_Z, JOB_FIELD } from "./slots";
import { layOut, openWorkspace, Workspace } from "./workspace";

/** Bytes of scratch that `grid` needs; `base` is any free kilobyte. */
export function gridScratchBytes(base: usize, hidden: i32, features: i32): usize {
	return layOut(base, 3 * GRID_TILE, hidden, features).end - base;
}

/** One x, up to GRID_TILE y and z. */
export function gridTile(job: usize, tile: i32, scratch: usize): void {
	const w = openWorkspace(scratch, 3 * GRID_TILE, pointer(job, JOB_FIELD));
	const field = w.field;
	const sizeY = count(job, GRID_SIZE_Y);
	const sizeZ = count(job, GRID_SIZE_Z);
	const tilesZ = (sizeZ + GRID_TILE - 1) / GRID_TILE;
	const tilesY = (sizeY + GRID_TILE - 1) / GRID_TILE;
	const z0 = (tile % tilesZ) * GRID_TILE;
	const y0 = ((tile / tilesZ) % tilesY) * GRID_TILE;
	const slab = tile / (tilesZ * tilesY);
	const rows = min<i32>(GRID_TILE, sizeY - y0);
	const columns = min<i32>(GRID_TILE, sizeZ - z0);
	const x = load<f32>(element(pointer(job, GRID_X), slab));
	const ys = element(pointer(job, GRID_Y), y0);
	const zs = element(pointer(job, GRID_Z), z0);
	const rgb = pointer(job, GRID_RGB);
	const texels = <usize>GRID_TILE * field.texelBytes;
	sampleLine(w, field.planeA, alongWidth(field, x), ys, rows, w.hidden);
	sampleLine(w, field.planeB, alongWidth(field, x), zs, columns, w.hidden + texels);
	for (let row = 0; row < rows; row++) {
		const at = (slab * sizeY + y0 + row) * sizeZ + z0;
		const sigma = element(pointer(job, GRID_SIGMA), at);
		const a = w.hidden + <usize>row * field.texelBytes;
		if (field.planeC == 0 && rgb == 0) {
			sigmaRow(w, a, w.hidden + texels, columns, sigma);
			continue;
		}
		const hidden = w.hidden + 2 * texels;
		addRows(hidden, a, w.hidden + texels, columns, field.texelBytes);
		if (field.planeC != 0) addThird(w, x, load<f32>(element(ys, row)), zs, columns, hidden);
		activate(field, hidden, columns, sigma, w.constants);
		if (rgb != 0) {
			storeColours(w, hidden, columns, rgb + ((<usize>at * <usize>field.features) << 2));
		}
	}
}

/** World coordinates to texels of the padded plane. */
function alongWidth(field: Field, world: f32): f32 {
	return <f32>(<f64>world * field.scaleU + field.offsetU);
}

function alongHeight(field: Field, world: f32): f32 {
	return <f32>(<f64>world * field.scaleV + field.offsetV);
}

/** out[points, D] = plane at column `u` and the rows of the world coordinates `vs`. */
function sampleLine(w: Workspace, plane: usize, u: f32, vs: usize, points: i32, out: usize): void {
	const field = w.field;
	const texelBytes = field.texelBytes;
	for (let from = 0; from < points; from += BATCH) {
		const some = min<i32>(BATCH, points - from);
		for (let i = 0; i < some; i++)
			store<f32>(element(w.lines, i), alongHeight(field, load<f32>(element(vs, from + i))));
		for (let i = 0; i < some; i += 4) {
			const v = v128.load(element(w.lines, i));
			locate(element(w.cells, i), f32x4.splat(u), v, field.width, field.height, <i32>texelBytes);
		}
		for (let i = 0; i < some; i++) {
			const to = out + <usize>(from + i) * texelBytes;
			gatherOne(to, plane, element(w.cells, i), texelBytes, field.rowBytes, false);
		}
	}
}

/** sigma[points] of hidden units a[D] + b[points, D] that nobody else needs. */
function sigmaRow(w: Workspace, a: usize, b: usize, points: i32, sigma: usize): void {
	const field = w.field;
	for (let i = 0; i < points; i++) {
		const at = b + <usize>i * field.texelBytes;
		const sum = softplusDotOfSum(a, at, field.sigmaWeights, field.texelBytes, w.constants);
		store<f32>(element(sigma, i), sumLanes(sum) + field.sigmaBias);
	}
}

/** out[points, D] = a[D] + b[points, D] */
function addRows(out: usize, a: usize, b: usize, points: i32, texelBytes: usize): void {
	for (let i = 0; i < points; i++) {
		for (let k: usize = 0; k < texelBytes; k += 16) v128.store(out + k, f32x4.add(v128.load(a + k), v128.load(b + k)));
		out += texelBytes;
		b += texelBytes;
	}
}

/** hidden[points, D] += third plane at (z, its other axis). */
function addThird(w: Workspace, x: f32, y: f32, zs: usize, points: i32, hidden: usize): void {
	const field = w.field;
	const texelBytes = field.texelBytes;
	const v = f32x4.splat(alongHeight(field, field.planeCAxis == 0 ? x : y));
	for (let from = 0; from < points; from += BATCH) {
		const some = min<i32>(BATCH, points - from);
		for (let i = 0; i < some; i++) store<f32>(element(w.lines, i), alongWidth(field, load<f32>(element(zs, from + i))));
		for (let i = 0; i < some; i += 4) {
			const u = v128.load(element(w.lines, i));
			locate(element(w.cells, i), u, v, field.width, field.height, <i32>texelBytes);
		}
		for (let i = 0; i < some; i++) {
			const to = hidden + <usize>(from + i) * texelBytes;
			gatherOne(to, field.planeC, element(w.cells, i), texelBytes, field.rowBytes, true);
		}
	}
}
