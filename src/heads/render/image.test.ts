import { describe, expect, it } from "vitest";
import { at } from "../../../test/support/portraits.ts";
import { imageRays } from "../../camera/projection.ts";
import { type PortraitSet, portrait } from "../portrait.ts";
import { PART } from "../shape/head.ts";
import { truthMaps } from "../truth/maps.ts";
import { renderImage } from "./image.ts";
import { newSample, takeSample } from "./sample.ts";

const SET: PortraitSet = { seed: 1, poses: "frontal", gaze: "camera" };

function picture(index: number, size: number): Uint8Array {
	const { scene, camera } = portrait(SET, index);
	return renderImage(scene, camera, size).data;
}

describe("pictures", () => {
	it("are the same to the byte for the same portrait", () => {
		expect(picture(4, 32)).toEqual(picture(4, 32));
		expect(picture(5, 32)).not.toEqual(picture(4, 32));
	});

	it("do not depend on what was drawn of the scene before", () => {
		const { scene, camera } = portrait(SET, 6);
		const fresh = renderImage(scene, camera, 32).data;
		truthMaps(scene, portrait({ ...SET, poses: "rebalanced" }, 6).camera, 48);
		expect(renderImage(scene, camera, 32).data).toEqual(fresh);
	});

	it("are neither black nor burnt out, and show a person before a backdrop", () => {
		for (let index = 0; index < 12; index++) {
			const { scene, camera } = portrait(SET, index);
			const image = renderImage(scene, camera, 32).data;
			const mean = image.reduce((sum, byte) => sum + byte, 0) / image.length;
			expect(mean).toBeGreaterThan(40);
			expect(mean).toBeLessThan(225);
			const parts = truthMaps(scene, camera, 32).parts.data;
			const share = (part: number): number => parts.filter((one) => one === part).length / parts.length;
			expect(share(PART.backdrop)).toBeGreaterThan(0.1);
			expect(share(PART.backdrop)).toBeLessThan(0.75);
			expect(share(PART.skin)).toBeGreaterThan(0.08);
			expect(share(PART.eye)).toBeGreaterThan(0);
		}
	});

	it("come within a few grey levels of pictures with 64 rays and more a pixel", () => {
		const { scene, camera } = portrait(SET, 3);
		const size = 40;
		const quick = renderImage(scene, camera, size).data;
		const fine = renderImage(scene, camera, size * 8).data;
		let squares = 0;
		for (let row = 0; row < size; row++) {
			for (let column = 0; column < size; column++) {
				for (let channel = 0; channel < 3; channel++) {
					const wanted = linearMean(fine, size, row, column, channel);
					squares += (at(quick, (row * size + column) * 3 + channel) - wanted) ** 2;
				}
			}
		}
		expect(Math.sqrt(squares / (size * size * 3))).toBeLessThan(6);
	});

	it("take one sample at a time that says which part it met", () => {
		const { scene, camera } = portrait(SET, 0);
		const rays = imageRays(camera);
		const sample = newSample();
		expect(takeSample(sample, scene, rays.origin, rays.through(0.02, 0.02))).toBe(PART.backdrop);
		expect(takeSample(sample, scene, rays.origin, rays.through(0.5, 0.62))).not.toBe(PART.backdrop);
		for (const channel of [sample.red, sample.green, sample.blue]) {
			expect(channel).toBeGreaterThanOrEqual(0);
			expect(channel).toBeLessThanOrEqual(1);
		}
	});
});

/** Mean of an 8 × 8 block in about linear light, back as a byte. */
function linearMean(fine: Uint8Array, size: number, row: number, column: number, channel: number): number {
	let sum = 0;
	for (let y = 0; y < 8; y++) {
		for (let x = 0; x < 8; x++) {
			sum += (at(fine, ((row * 8 + y) * size * 8 + column * 8 + x) * 3 + channel) / 255) ** 2.2;
		}
	}
	return 255 * (sum / 64) ** (1 / 2.2);
}
