/** Cuts through the volume: sigma on a plane across the box. */

import { type Float32Tensor, float32Tensor } from "triplane";
import { rgbaOfNumbers } from "./colour-maps.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, SlicePicture, SliceRequest } from "./protocol.ts";

/** What runs to the right and down in each cut, and which way: seen from the right side, from above, from the front. */
const LAYOUT = {
	x: { across: 2, acrossSign: -1, down: 1, downSign: -1, axis: 0 },
	y: { across: 0, acrossSign: 1, down: 2, downSign: 1, axis: 1 },
	z: { across: 0, acrossSign: 1, down: 1, downSign: -1, axis: 2 },
} as const;

/** sigma of the first and the last colour where the cut has no more: surfaces of heads lie near 10. */
const [DARK, BRIGHT] = [-10, 20];
/** Beyond that the scale grows by whole steps, so that it stands still from cut to cut. */
const STEP = 20;

export async function slicePicture(
	network: OpenNetwork,
	request: SliceRequest,
	{ signal }: CallControl,
): Promise<SlicePicture> {
	const { person } = await network.person(request.person, signal);
	const { generator } = person;
	const points = slicePoints(request, generator.config.rendering.boxWarp);
	const { sigma } = await generator.samplePoints(person.planes, points, { signal });
	const side = request.resolution;
	const [least, most] = [sigma.data.reduce((a, b) => Math.min(a, b)), sigma.data.reduce((a, b) => Math.max(a, b))];
	const bright = Math.max(BRIGHT, STEP * Math.ceil(most / STEP));
	return {
		width: side,
		height: side,
		pixels: rgbaOfNumbers(sigma.data, DARK, bright, "viridis"),
		range: [least, most],
		scale: [DARK, bright],
	};
}

/** Centres of the cut's cells. @returns [side², 3] world units */
function slicePoints({ axis, at, resolution: side }: SliceRequest, boxWarp: number): Float32Tensor {
	const layout = LAYOUT[axis];
	const points = new Float32Array(side * side * 3);
	const along = (cell: number, sign: number): number => sign * ((cell + 0.5) / side - 0.5) * boxWarp;
	for (let row = 0; row < side; row++) {
		for (let column = 0; column < side; column++) {
			const first = (row * side + column) * 3;
			points[first + layout.axis] = (at - 0.5) * boxWarp;
			points[first + layout.across] = along(column, layout.acrossSign);
			points[first + layout.down] = along(row, layout.downSign);
		}
	}
	return float32Tensor([side * side, 3], points);
}
