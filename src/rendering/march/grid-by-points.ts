/** Evaluates a grid through `samplePoints`, slab by slab: what versions without a way of their own do. */

import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { GridLines, GridOptions, GridSlab, MarchControl, PointSamples } from "./contract.ts";

/** With `colours` false, rgb may be [P, 0]. */
type SamplePoints = (points: Float32Tensor, colours: boolean, control: MarchControl) => Promise<PointSamples>;

/** See `GridField.sampleGrid`. */
export async function* gridByPoints(
	samplePoints: SamplePoints,
	lines: GridLines,
	{ colours }: GridOptions,
	control: MarchControl = {},
): AsyncGenerator<GridSlab, void, void> {
	const [X, Y, Z] = [lines.x.length, lines.y.length, lines.z.length];
	if (X * Y * Z === 0) throw new InputError(`sampleGrid: a grid of ${X} × ${Y} × ${Z}, want at least one of each`);
	for (let index = 0; index < X; index++) {
		const { sigma, rgb } = await samplePoints(slabPoints(lines, index), colours, { signal: control.signal });
		const [, F = 0] = rgb.shape;
		yield {
			index,
			sigma: float32Tensor([Y, Z], sigma.data),
			rgb: colours ? float32Tensor([Y, Z, F], rgb.data) : null,
		};
		control.onProgress?.((index + 1) / X);
	}
}

/** Points [Y · Z, 3] of one slab, z fastest. */
function slabPoints({ x, y, z }: GridLines, index: number): Float32Tensor {
	const points = new Float32Array(y.length * z.length * 3);
	let at = 0;
	for (let row = 0; row < y.length; row++) {
		for (let column = 0; column < z.length; column++) {
			points[at++] = x[index] ?? 0;
			points[at++] = y[row] ?? 0;
			points[at++] = z[column] ?? 0;
		}
	}
	return float32Tensor([y.length * z.length, 3], points);
}
