/**
 * Which pixels show the front and which the back of the head.
 *
 * The point that a ray stops at is its origin plus its expected depth. It belongs to the head when it lies in a sphere
 * about the centre of the box, and to the back of the head when it also lies behind the plane of the ears, z = earLine.
 * What is modelled of the background lies outside the sphere. A pixel counts only when its four neighbours belong to
 * the same region, so that silhouettes, which are sharp on every head, are left out.
 */

import type { RenderedView } from "../../rendering/view.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { surfacePoints } from "../surface-points.ts";

export interface HeadOptions {
	/** Radius of the sphere about the centre of the box, as a share of the box's side. */
	readonly headRadius: number;
	/** z of the plane of the ears, as a share of the box's side from its centre; positive is towards the face. */
	readonly earLine: number;
	/** A ray with less opacity than this has met nothing, 0 to 1. */
	readonly missOpacity: number;
}

/** Pixels of a view, [H · W] each: 1 inside, 0 outside. */
export interface HeadRegions {
	readonly front: Uint8Array;
	readonly back: Uint8Array;
}

/** @param label  [1, 25] the camera that the view was rendered with */
export function headRegions(
	{ imageDepth, opacity }: Pick<RenderedView, "imageDepth" | "opacity">,
	label: Float32Tensor,
	boxWarp: number,
	{ headRadius, earLine, missOpacity }: HeadOptions,
): HeadRegions {
	const { H, W } = matchShape("headRegions: opacity", opacity.shape, [1, 1, "H", "W"]);
	const points = surfacePoints(label, imageDepth);
	const front = new Uint8Array(H * W);
	const back = new Uint8Array(H * W);
	for (let pixel = 0; pixel < H * W; pixel++) {
		if (!((opacity.data[pixel] ?? 0) >= missOpacity)) continue;
		const [x = 0, y = 0, z = 0] = points.subarray(3 * pixel, 3 * pixel + 3);
		if (Math.hypot(x, y, z) > headRadius * boxWarp) continue;
		if (z < earLine * boxWarp) back[pixel] = 1;
		else front[pixel] = 1;
	}
	return { front: eroded(front, W), back: eroded(back, W) };
}

/** Only pixels whose four neighbours are inside, too; pixels at the image's border are not. */
export function eroded(mask: Uint8Array, width: number): Uint8Array {
	return mask.map((inside, pixel) => {
		const column = pixel % width;
		if (!inside || column === 0 || column === width - 1) return 0;
		return mask[pixel - 1] && mask[pixel + 1] && mask[pixel - width] && mask[pixel + width] ? 1 : 0;
	});
}
