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

/** sigma that is drawn as white: surfaces of heads lie near 10. */
const BRIGHT = 20;
const DARK = -10;

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
	return {
		width: side,
		height: side,
		pixels: rgbaOfNumbers(sigma.data, DARK, BRIGHT, "viridis"),
		range: [sigma.data.reduce((a, b) => Math.min(a, b)), sigma.data.reduce((a, b) => Math.max(a, b))],
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
