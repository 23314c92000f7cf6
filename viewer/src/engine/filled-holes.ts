/**
 * Pictures of few samples have specks: rays whose samples stepped over a thin surface, such as the wall behind a head. Where most
 * neighbours are opaque, a ray that is not takes their mean colour; what is transparent on a larger area stays as it is.
 */

import { float32Tensor, type View } from "triplane";

/** Opacity of a surface. */
const SOLID = 0.9;
/** Of eight neighbours. */
const MOST = 5;

/** @returns imageRaw [1, 3, nrr, nrr] without specks */
export function filledHoles({ imageRaw, opacity }: View): View["imageRaw"] {
	const side = imageRaw.shape[2] ?? 0;
	const { data: own } = imageRaw;
	const data = own.slice();
	const isSolid = (x: number, y: number): boolean =>
		x >= 0 && y >= 0 && x < side && y < side && (opacity.data[y * side + x] ?? 0) >= SOLID;
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			if (isSolid(x, y)) continue;
			const solid = AROUND.filter(([dx, dy]) => isSolid(x + dx, y + dy));
			if (solid.length < MOST) continue;
			for (let channel = 0; channel < 3; channel++) {
				const first = channel * side * side;
				const sum = solid.reduce((total, [dx, dy]) => total + (own[first + (y + dy) * side + x + dx] ?? 0), 0);
				data[first + y * side + x] = sum / solid.length;
			}
		}
	}
	return float32Tensor(imageRaw.shape, data);
}

const AROUND = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const)).filter(([dx, dy]) => dx || dy);
