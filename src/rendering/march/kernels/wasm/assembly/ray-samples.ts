/**
 * Samples of one ray: where they are on the planes, and their densities.
 *
 * Depths are kept as tau = depth − near: it is small, so float32 resolves it some three times finer than the depth
 * itself, and the point at tau = 0 is computed in float64.
 */

import { EMPTY_SIGMA } from "./contract-constants";
import { evaluateCells } from "./density";
import { Field } from "./field";
import { element } from "./lanes";
import { BATCH, CELLS_BYTES, locate, locateSlices } from "./sampling";
import { Workspace } from "./workspace";

/** Places in `lines`: x along the width, y and z along the height, z along the width, the third plane's along its height. */
const X_WIDTH = 0;
const Y_HEIGHT = 2;
const Z_HEIGHT = 4;
const Z_WIDTH = 6;
const THIRD_HEIGHT = 8;
/** Across the slices of the first, second and third plane. */
const Z_SLICES = 10;
const Y_SLICES = 12;
const THIRD_SLICES = 14;
/** World coordinates, for the mask. */
const X_WORLD = 16;
const Z_WORLD = 18;

/** Writes start and slope of the plane coordinates along a ray; `origin` and `direction` are [3] world units. */
export function aimRay(w: Workspace, origin: usize, direction: usize, near: f64): void {
	const field = w.field;
	aimLine(element(w.lines, X_WIDTH), 0, origin, direction, near, field.scaleU, field.offsetU);
	aimLine(element(w.lines, Y_HEIGHT), 1, origin, direction, near, field.scaleV, field.offsetV);
	aimLine(element(w.lines, Z_HEIGHT), 2, origin, direction, near, field.scaleV, field.offsetV);
	if (field.slices > 1) {
		aimLine(element(w.lines, Z_SLICES), 2, origin, direction, near, field.scaleW, field.offsetW);
		aimLine(element(w.lines, Y_SLICES), 1, origin, direction, near, field.scaleW, field.offsetW);
		// the third plane sees z and one of x and y
		const across = 1 - field.planeCAxis;
		aimLine(element(w.lines, THIRD_SLICES), across, origin, direction, near, field.scaleW, field.offsetW);
	}
	if (field.mask < Infinity) {
		aimLine(element(w.lines, X_WORLD), 0, origin, direction, near, 1, 0);
		aimLine(element(w.lines, Z_WORLD), 2, origin, direction, near, 1, 0);
	}
	if (field.planeC == 0) return;
	aimLine(element(w.lines, Z_WIDTH), 2, origin, direction, near, field.scaleU, field.offsetU);
	aimLine(element(w.lines, THIRD_HEIGHT), field.planeCAxis, origin, direction, near, field.scaleV, field.offsetV);
}

function aimLine(line: usize, axis: i32, origin: usize, direction: usize, near: f64, scale: f64, offset: f64): void {
	const slope = <f64>load<f32>(element(direction, axis));
	const start = <f64>load<f32>(element(origin, axis)) + near * slope;
	store<f32>(line, <f32>(start * scale + offset));
	store<f32>(line, <f32>(slope * scale), 4);
}

function along(lines: usize, line: i32, tau: v128): v128 {
	const at = element(lines, line);
	return f32x4.add(v128.load32_splat(at), f32x4.mul(tau, v128.load32_splat(at, 4)));
}

/** Gives slots [from, to) their activations and sigmas. */
export function evaluateSlots(w: Workspace, from: i32, to: i32): void {
	for (let slot = from; slot < to; slot += BATCH) {
		const points = min<i32>(BATCH, to - slot);
		for (let i = 0; i < points; i += 4) locateSlots(w, slot + i, element(w.cells, i));
		const hidden = w.hidden + <usize>slot * w.field.texelBytes;
		evaluateCells(w.field, w.cells, points, hidden, element(w.sigma, slot), w.constants);
	}
	if (w.field.mask < Infinity) maskSlots(w, w.sigma, from, to, <f32>EMPTY_SIGMA);
}

/** Gives slots [from, to) of `target` the value where they lie outside the field's mask. */
export function maskSlots(w: Workspace, target: usize, from: i32, to: i32, value: f32): void {
	const mask = w.field.mask;
	for (let slot = from; slot < to; slot++) {
		const tau = load<f32>(element(w.tau, slot));
		const farther = max<f32>(abs<f32>(at(w.lines, X_WORLD, tau)), abs<f32>(at(w.lines, Z_WORLD, tau)));
		if (farther > mask) store<f32>(element(target, slot), value);
	}
}

function at(lines: usize, line: i32, tau: f32): f32 {
	const start = element(lines, line);
	return load<f32>(start) + tau * load<f32>(start, 4);
}

/** Cells of four neighbouring slots on all planes. */
export function locateSlots(w: Workspace, slot: i32, cells: usize): void {
	const field = w.field;
	const lines = w.lines;
	const tau = v128.load(element(w.tau, slot));
	const texelBytes = <i32>field.texelBytes;
	const x = along(lines, X_WIDTH, tau);
	locate(cells, x, along(lines, Y_HEIGHT, tau), field.width, field.height, texelBytes);
	locate(cells + CELLS_BYTES, x, along(lines, Z_HEIGHT, tau), field.width, field.height, texelBytes);
	if (field.planeC != 0) {
		const u = along(lines, Z_WIDTH, tau);
		locate(cells + 2 * CELLS_BYTES, u, along(lines, THIRD_HEIGHT, tau), field.width, field.height, texelBytes);
	}
	if (field.slices == 1) return;
	const sliceBytes = <i32>field.sliceBytes;
	locateSlices(cells, along(lines, Z_SLICES, tau), field.slices, sliceBytes);
	locateSlices(cells + CELLS_BYTES, along(lines, Y_SLICES, tau), field.slices, sliceBytes);
	if (field.planeC == 0) return;
	locateSlices(cells + 2 * CELLS_BYTES, along(lines, THIRD_SLICES, tau), field.slices, sliceBytes);
}
