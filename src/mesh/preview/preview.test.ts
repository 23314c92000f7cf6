import { describe, expect, it } from "vitest";
import { sampleField, sphere, unitGrid } from "../../../test/support/fields.ts";
import { cube, sheet, together } from "../../../test/support/solids.ts";
import { lookAt } from "../../camera/cam2world.ts";
import type { Camera } from "../../camera/label.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { isoSurfaceOfVolume } from "../marching-cubes/iso-surface.ts";
import type { Mesh } from "../mesh.ts";
import { normalsFromVolume } from "../normals/gradient-normals.ts";
import { type PreviewOptions, previewMesh } from "./preview.ts";
import { onBackground, type RgbaImage } from "./rgba-image.ts";

/** A camera on the z axis that looks back at the origin; the picture is `2 · distance / focal` wide there. */
function frontal(distance: number, focal = 2): Camera {
	return {
		cam2world: float32Tensor([4, 4], [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, distance, 0, 0, 0, 1]),
		intrinsics: float32Tensor([3, 3], [focal, 0, 0.5, 0, focal, 0.5, 0, 0, 1]),
	};
}

const SMALL: PreviewOptions = { width: 64, height: 64 };
const volume = sampleField(unitGrid(32), sphere(0.4));
const plain = await isoSurfaceOfVolume(volume, { level: 0 });
const ball: Mesh = { ...plain, normals: normalsFromVolume(plain, volume) };

/** A sheet over the middle quarter of a picture at distance 4, red to the right, green upwards. */
const painted: Mesh = {
	...sheet(1),
	positions: Float32Array.of(-0.5, -0.5, 0, -0.5, 0.5, 0, 0.5, -0.5, 0, 0.5, 0.5, 0),
	colours: Float32Array.of(0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0),
};

const pixel = ({ width, data }: RgbaImage, column: number, row: number): number[] => {
	const at = (row * width + column) * 4;
	return [...data.subarray(at, at + 4)];
};

const coverage = ({ data }: RgbaImage): number =>
	data.reduce((sum, value, at) => (at % 4 === 3 ? sum + value / 255 : sum), 0) / (data.length / 4);

const brightness = (image: RgbaImage, column: number, row: number): number =>
	pixel(image, column, row)
		.slice(0, 3)
		.reduce((sum, value) => sum + value, 0);

describe("where a preview puts things", () => {
	it("covers the disc that a sphere makes, with alpha as the share of each pixel", () => {
		// Seen from distance d the outline of a sphere of radius r has the radius r / √(d² − r²) times the focal length.
		const radius = (0.4 / Math.sqrt(2 ** 2 - 0.4 ** 2)) * 2;
		const image = previewMesh(ball, frontal(2), { ...SMALL, supersampling: 4 });
		expect(coverage(image)).toBeCloseTo(Math.PI * radius ** 2, 2);
		expect([pixel(image, 0, 0), pixel(image, 32, 32)[3]]).toEqual([[0, 0, 0, 0], 255]);
		const partly = new Set(image.data.filter((_, at) => at % 4 === 3));
		expect(partly.size).toBeGreaterThan(8);
	});

	it("has x to the right and y up, and shows unlit colours as they are", () => {
		const image = previewMesh(painted, frontal(4), { ...SMALL, material: "unlit" });
		const [left, right] = [pixel(image, 17, 32), pixel(image, 46, 32)];
		const [top, bottom] = [pixel(image, 32, 17), pixel(image, 32, 46)];
		expect((left[0] ?? 0) < 70 && (right[0] ?? 0) > 240).toBe(true);
		expect((top[1] ?? 0) > 240 && (bottom[1] ?? 0) < 70).toBe(true);
		expect(coverage(image)).toBe(0.25);
		// Interpolated as light: half of it is 188 in sRGB.
		expect(Math.abs((pixel(image, 32, 32)[0] ?? 0) - 188)).toBeLessThan(4);
	});

	it("shows colours where they lie for a skewed camera, too", () => {
		const skewed: Camera = {
			...frontal(4),
			intrinsics: float32Tensor([3, 3], [2, 0.8, 0.45, 0, 1.5, 0.55, 0, 0, 1]),
		};
		const image = previewMesh(painted, skewed, { ...SMALL, material: "unlit" });
		for (const [x, y] of [
			[0.3, 0.3],
			[-0.3, 0.3],
			[0.1, -0.4],
		] as const) {
			// What is at (x, y) of the sheet is red by x and green by y, and lies at (x, −y, 4) before the camera.
			const column = Math.floor((2 * (x / 4) + 0.8 * (-y / 4) + 0.45) * 64);
			const row = Math.floor((1.5 * (-y / 4) + 0.55) * 64);
			const [red = 0, green = 0] = pixel(image, column, row);
			const linear = (value: number): number => ((value / 255 + 0.055) / 1.055) ** 2.4;
			expect(Math.abs(linear(red) - (x + 0.5))).toBeLessThan(0.05);
			expect(Math.abs(linear(green) - (y + 0.5))).toBeLessThan(0.05);
		}
	});

	it("interpolates in perspective: the middle of a tilted sheet is seen nearer to its far end", () => {
		const tilted: Mesh = {
			...painted,
			positions: Float32Array.of(-0.5, -0.5, 1, -0.5, 0.5, 1, 0.5, -0.5, -1, 0.5, 0.5, -1),
		};
		const image = previewMesh(tilted, frontal(2), { ...SMALL, material: "unlit" });
		// x = −0.5 at depth 1, 0.5 at depth 3: columns 0 and 42.7 of 64; their middle, at depth 2, is at 32 and not at 21.
		const middle = Array.from({ length: 64 }, (_, column) => Math.abs((pixel(image, column, 32)[0] ?? 0) - 188));
		expect(Math.abs(middle.indexOf(Math.min(...middle)) - 32)).toBeLessThanOrEqual(1);
	});

	it("shows what is nearer, in whatever order it comes", () => {
		const far: Mesh = { ...sheet(1), positions: painted.positions.map((value, at) => (at % 3 === 2 ? -0.5 : value)) };
		const red = [1, 0, 0];
		const blue = [0, 0, 1];
		const both = (first: Mesh, second: Mesh, colours: number[][]): Mesh => ({
			...together(first, second),
			colours: Float32Array.from(colours.flatMap((colour) => Array<number[]>(4).fill(colour).flat())),
		});
		const options: PreviewOptions = { ...SMALL, material: "unlit" };
		expect(pixel(previewMesh(both(painted, far, [red, blue]), frontal(2), options), 32, 32)).toEqual([255, 0, 0, 255]);
		expect(pixel(previewMesh(both(far, painted, [blue, red]), frontal(2), options), 32, 32)).toEqual([255, 0, 0, 255]);
	});

	it("leaves no gaps between triangles, and covers no sample twice", () => {
		const fine: Mesh = {
			...sheet(13),
			positions: sheet(13).positions.map((value, at) => (at % 3 < 2 ? value - 0.5 : 0)),
		};
		expect(coverage(previewMesh(fine, frontal(1), { ...SMALL, width: 61, supersampling: 1 }))).toBe(1);
	});

	it("cuts at the near plane what reaches behind the camera", () => {
		const floor: Mesh = {
			positions: Float32Array.of(-50, -0.5, -50, 50, -0.5, -50, 50, -0.5, 50, -50, -0.5, 50),
			indices: Uint32Array.of(0, 2, 1, 0, 3, 2),
		};
		const image = previewMesh(floor, frontal(2), SMALL);
		expect(pixel(image, 32, 63)[3]).toBe(255);
		expect(pixel(image, 32, 34)[3]).toBe(255);
		expect(pixel(image, 32, 30)[3]).toBe(0);
		const behind: Mesh = { ...sheet(1), positions: sheet(1).positions.map((value, at) => (at % 3 === 2 ? 5 : value)) };
		expect(coverage(previewMesh(behind, frontal(2), SMALL))).toBe(0);
	});

	it("sees along the renderer's rays, whatever the camera", () => {
		const camera: Camera = {
			cam2world: lookAt([0.9, -0.4, 2.5], [0.1, 0.05, 0.2], [0.2, 1, 0]),
			intrinsics: float32Tensor([3, 3], [2.1, 0.13, 0.46, 0, 1.7, 0.55, 0, 0, 1]),
		};
		const size = { width: 40, height: 24 };
		const { origins, directions } = pixelRays(camera, size);
		for (const [column, row] of [
			[3, 4],
			[20, 12],
			[38, 21],
		] as const) {
			const ray = 3 * (row * size.width + column);
			const onRay = [0, 1, 2].map((axis) => (origins.data[ray + axis] ?? 0) + 2.3 * (directions.data[ray + axis] ?? 0));
			const speck: Mesh = {
				...cube(),
				positions: cube().positions.map((value, at) => 0.004 * value + (onRay[at % 3] ?? 0)),
			};
			const { data } = previewMesh(speck, camera, { ...size, supersampling: 9 });
			const seen = [...data.keys()].filter((at) => at % 4 === 3 && (data[at] ?? 0) > 0).map((at) => (at - 3) / 4);
			expect(seen).toEqual([row * size.width + column]);
		}
	});

	it("draws nothing of a mesh that is empty", () => {
		const empty: Mesh = { positions: new Float32Array(0), indices: new Uint32Array(0) };
		expect(coverage(previewMesh(empty, frontal(2), SMALL))).toBe(0);
	});
});

describe("how a preview looks", () => {
	it("is lit from the upper left", () => {
		const image = previewMesh(ball, frontal(2), SMALL);
		expect(brightness(image, 25, 24)).toBeGreaterThan(brightness(image, 39, 40) + 90);
		expect(brightness(image, 32, 22)).toBeGreaterThan(brightness(image, 32, 42));
		expect(brightness(image, 22, 32)).toBeGreaterThan(brightness(image, 42, 32));
	});

	it("codes normals as normal maps do: towards the camera is blue, right is red, up is green", () => {
		const image = previewMesh(ball, frontal(2), { ...SMALL, material: "normals" });
		const [middle, right, top] = [pixel(image, 32, 32), pixel(image, 54, 32), pixel(image, 32, 9)];
		expect(middle.every((value, channel) => Math.abs(value - ([128, 128, 255, 255][channel] ?? 0)) < 8)).toBe(true);
		expect((right[0] ?? 0) > 220 && Math.abs((right[1] ?? 0) - 128) < 12).toBe(true);
		expect((top[1] ?? 0) > 220 && Math.abs((top[0] ?? 0) - 128) < 12).toBe(true);
	});

	it("darkens a sheet's back, and shades both sides alike otherwise", () => {
		const turned: Mesh = { ...painted, indices: painted.indices.toReversed() };
		const front = previewMesh(painted, frontal(2), { ...SMALL, material: "clay" });
		const back = previewMesh(turned, frontal(2), { ...SMALL, material: "clay" });
		expect(brightness(back, 32, 32)).toBeLessThan(0.8 * brightness(front, 32, 32));
		expect(brightness(back, 32, 32)).toBeGreaterThan(0.5 * brightness(front, 32, 32));
	});

	it("shows clay where colours are missing, and colours under the light where they are not", () => {
		const clay = previewMesh(cube(), frontal(2), SMALL);
		expect(previewMesh(cube(), frontal(2), { ...SMALL, material: "colours" })).toEqual(clay);
		const white: Mesh = { ...cube(), colours: cube().positions.map(() => 1) };
		const lit = previewMesh(white, frontal(2), { ...SMALL, material: "colours" });
		expect(brightness(lit, 32, 32)).toBeGreaterThan(brightness(clay, 32, 32));
		const [red, green] = pixel(lit, 32, 32);
		expect(red).toBe(green);
	});

	it("gives the same pixels every time", () => {
		expect(previewMesh(ball, frontal(2), SMALL)).toEqual(previewMesh(ball, frontal(2), SMALL));
	});
});

describe("onBackground", () => {
	it("mixes by alpha", () => {
		const image: RgbaImage = {
			width: 3,
			height: 1,
			channels: 4,
			data: Uint8Array.of(9, 9, 9, 0, 200, 0, 100, 255, 255, 0, 0, 51),
		};
		expect([...onBackground(image, [10, 20, 30]).data]).toEqual([10, 20, 30, 200, 0, 100, 59, 16, 24]);
	});
});

describe("previewMesh's refusals", () => {
	it.each<[string, PreviewOptions]>([
		["width 0", { width: 0 }],
		["height 2.5", { height: 2.5 }],
		["supersampling -1", { supersampling: -1 }],
		["want at most 67108864", { width: 10_000, height: 10_000 }],
		["near 0", { near: 0 }],
	])("are options like %s", (message, options) => {
		expect(() => previewMesh(ball, frontal(2), options)).toThrow(InputError);
		expect(() => previewMesh(ball, frontal(2), options)).toThrow(message);
	});

	it("are cameras that are none", () => {
		const { cam2world, intrinsics } = frontal(2);
		const flat = float32Tensor([16], cam2world.data);
		expect(() => previewMesh(ball, { cam2world: flat, intrinsics }, SMALL)).toThrow(ShapeError);
		const stretched = float32Tensor(
			[4, 4],
			cam2world.data.map((value) => 2 * value),
		);
		expect(() => previewMesh(ball, { cam2world: stretched, intrinsics }, SMALL)).toThrow("no rotation");
		const lost = float32Tensor([4, 4], cam2world.data.with(11, Number.NaN));
		expect(() => previewMesh(ball, { cam2world: lost, intrinsics }, SMALL)).toThrow("not finite: number 11 is NaN");
		const blind = float32Tensor([3, 3], intrinsics.data.with(0, 0));
		expect(() => previewMesh(ball, { cam2world, intrinsics: blind }, SMALL)).toThrow("focal lengths 0, 2");
	});
});
