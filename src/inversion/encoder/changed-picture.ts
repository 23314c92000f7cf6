/** Changes of pictures that an encoder should not mind: light, colours, blur, noise, and other backdrops. */

import type { RandomState } from "../../tensor/random-state.ts";
import { ENCODER_SIDE } from "./encoder-network.ts";
import { PAIR_CHANNELS } from "./encoder-pairs.ts";

/** Deviations of logarithms of light, of contrast, and of single colours; the largest deviation of noise. */
const CHANGES = { light: 0.1, contrast: 0.1, colour: 0.04, noise: 0.03 } as const;
/** How often pictures are blurred, and backdrops replaced. */
const OFTEN = { blur: 0.3, backdrop: 0.25 } as const;
const AREA = ENCODER_SIDE ** 2;

/**
 * Writes a picture as the encoder takes it.
 * @param picture  [64, 64, 4] bytes: colours, and 255 where the backdrop is
 * @param into     [3, 64, 64] about [-1, 1]
 */
export function changedPicture(picture: Uint8Array, random: RandomState, into: Float32Array): void {
	const [light = 0, contrast = 0, ...colours] = random.randn(5);
	const [blur = 1, backdrop = 1, noise = 0, ...other] = random.rand(6);
	const replaced = backdrop < OFTEN.backdrop;
	const steepness = Math.exp(CHANGES.contrast * contrast);
	const grain = CHANGES.noise * noise;
	const normal = random.randn(3 * AREA);
	for (let channel = 0; channel < 3; channel++) {
		const gain = Math.exp(CHANGES.light * light + CHANGES.colour * (colours[channel] ?? 0));
		for (let pixel = 0; pixel < AREA; pixel++) {
			const isOther = replaced && picture[PAIR_CHANNELS * pixel + 3] === 255;
			const value = isOther ? (other[channel] ?? 0) : picture[PAIR_CHANNELS * pixel + channel]! / 255;
			const lit = 2 * ((value * gain - 0.5) * steepness + 0.5) - 1;
			const at = channel * AREA + pixel;
			into[at] = Math.min(Math.max(lit + grain * normal[at]!, -1), 1);
		}
	}
	if (blur < OFTEN.blur) blurInPlace(into);
}

/** A binomial filter of three pixels along rows, then along columns; border pixels are repeated. */
function blurInPlace(image: Float32Array): void {
	for (const [step, across] of [
		[1, true],
		[ENCODER_SIDE, false],
	] as const) {
		const before = image.slice();
		for (let at = 0; at < image.length; at++) {
			const place = across ? at % ENCODER_SIDE : Math.floor((at % AREA) / ENCODER_SIDE);
			const previous = place > 0 ? before[at - step]! : before[at]!;
			const next = place < ENCODER_SIDE - 1 ? before[at + step]! : before[at]!;
			image[at] = (previous + 2 * before[at]! + next) / 4;
		}
	}
}
