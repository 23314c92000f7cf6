/** The face models on pictures of synthetic heads, whose cameras are known. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alignPhotograph, croppedPixels } from "../src/alignment/align-photograph.ts";
import type { FaceFinder } from "../src/alignment/face-finder.ts";
import type { CanonicalFace } from "../src/alignment/face-pose.ts";
import { FRAMINGS } from "../src/alignment/framings.ts";
import { trueAngles } from "../src/camera/angles.ts";
import { sceneOf } from "../src/heads/latent/person.ts";
import { portraitLatent } from "../src/heads/portrait.ts";
import { portraitCamera } from "../src/heads/poses.ts";
import { renderImage } from "../src/heads/render/image.ts";
import { openFaceFinder, readCanonicalFace } from "../src/platform/node/face-models.ts";
import { nodeOrtPlatform } from "../src/platform/node/onnx-runtime.ts";
import { createRuntime } from "../src/runtime/create-runtime.ts";
import type { PixelImage } from "../src/tensor/pixels.ts";
import { median } from "../src/tensor/statistics.ts";

const SIDE = 192;
let finder: FaceFinder;
let canonical: CanonicalFace;

beforeAll(async () => {
	finder = await openFaceFinder(await createRuntime(nodeOrtPlatform(), { device: "cpu" }));
	canonical = await readCanonicalFace();
}, 60_000);
afterAll(() => finder?.dispose());

function head(index: number, yaw: number, pitch: number): PixelImage {
	return renderImage(sceneOf(portraitLatent({ seed: 7 }, index)), portraitCamera(trueAngles(yaw, pitch)), SIDE);
}

/** Two pictures beside each other on a grey photograph. */
function beside(one: PixelImage, other: PixelImage): PixelImage {
	const [width, height] = [3 * SIDE, 2 * SIDE];
	const data = new Uint8Array(3 * width * height).fill(120);
	for (let y = 0; y < SIDE; y++) {
		const line = (image: PixelImage): Uint8Array => image.data.subarray(3 * SIDE * y, 3 * SIDE * (y + 1));
		data.set(line(one), 3 * width * (y + 40));
		data.set(line(other), 3 * (width * (y + 100) + 2 * SIDE));
	}
	return { width, height, channels: 3, data };
}

describe("alignment", { timeout: 120_000 }, () => {
	const framing = FRAMINGS.heads;

	it("finds the cameras of synthetic heads", async () => {
		const errors: { yaw: number; pitch: number; side: number; off: number }[] = [];
		for (let index = 0; index < 9; index++) {
			const [yaw, pitch] = [-40 + 10 * index, [-10, 0, 12][index % 3] ?? 0];
			const { faces, shown } = await alignPhotograph(head(index, yaw, pitch), { finder, canonical, framing });
			expect(faces).toBe(1);
			const aligned = shown[0]?.aligned;
			if (!aligned) throw new Error(`head ${index} has no landmarks`);
			errors.push({
				yaw: Math.abs(aligned.trueDegrees.yaw - yaw),
				pitch: Math.abs(aligned.trueDegrees.pitch - pitch),
				side: Math.abs(aligned.crop.side / SIDE - 1),
				off: Math.hypot(...aligned.crop.centre.map((place) => place / SIDE - 0.5)),
			});
		}
		const middle = (of: keyof (typeof errors)[number]): number => median(errors.map((error) => error[of]));
		expect(middle("yaw")).toBeLessThan(4);
		expect(middle("pitch")).toBeLessThan(4);
		expect(middle("side")).toBeLessThan(0.06);
		expect(middle("off")).toBeLessThan(0.03);
	});

	it("finds several faces in a photograph, and gives back their crops", async () => {
		const one = head(1, 0, 0);
		const photograph = beside(one, head(2, 20, 0));
		const { faces, shown } = await alignPhotograph(photograph, { finder, canonical, framing });
		expect(faces).toBe(2);
		const centres = shown.map(({ aligned }) => aligned?.crop.centre[0] ?? 0).sort((a, b) => a - b);
		expect(Math.abs((centres[0] ?? 0) - SIDE / 2)).toBeLessThan(12);
		expect(Math.abs((centres[1] ?? 0) - 2.5 * SIDE)).toBeLessThan(12);
		const first = shown.find(({ aligned }) => (aligned?.crop.centre[0] ?? 0) < SIDE)?.aligned;
		if (!first) throw new Error("the first head was not found");
		const crop = croppedPixels(photograph, first.crop, SIDE);
		let difference = 0;
		for (const [at, value] of crop.data.entries()) difference += Math.abs(value - (one.data[at] ?? 0));
		expect(difference / crop.data.length).toBeLessThan(20);
	});

	it("finds none where there is none", async () => {
		const data = new Uint8Array(3 * 200 * 100).map((_, at) => (at * 7919) % 256);
		const { faces, shown } = await alignPhotograph(
			{ width: 200, height: 100, channels: 3, data },
			{ finder, canonical, framing },
		);
		expect([faces, shown]).toEqual([0, []]);
	});
});
