import { describe, expect, it } from "vitest";
import { publishedFovDegrees } from "../../camera/intrinsics.ts";
import { splitLabel } from "../../camera/label.ts";
import { presetConfig } from "../../generator/presets.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { Terminal } from "../terminal.ts";
import { degreesMeant, remarkOnCameras, sheetCameras } from "./cameras.ts";

const { rendering } = presetConfig("ffhq512-128");
const fovDeg = 18.837;

describe("remarkOnCameras", () => {
	it("warns of a focal length in pixels", () => {
		class Heard extends Terminal {
			readonly warnings: string[] = [];
			override warn(text: string): void {
				this.warnings.push(text);
			}
		}
		const terminal = new Heard({ quiet: true });
		const { rows } = sheetCameras({ fovDeg }, rendering);
		const [camera] = rows.flat();
		const label = Float32Array.from(camera?.label.data ?? []);
		remarkOnCameras([{ label: float32Tensor([1, 25], label) }], {}, rendering, terminal);
		expect(terminal.warnings).toEqual([]);
		label[16] = label[20] = 2000;
		remarkOnCameras([{ label: float32Tensor([1, 25], label) }], {}, rendering, terminal);
		expect(terminal.warnings).toEqual([expect.stringMatching(/^camera 0: focal lengths 2000, 2000: .*not in pixels/)]);
	});
});

describe("sheetCameras", () => {
	it("gives the published three views unless told otherwise", () => {
		const { rows } = sheetCameras({ fovDeg }, rendering);
		expect(rows.map((row) => row.map(({ pose }) => pose))).toEqual([
			[
				{ yaw: 0.4, pitch: -0.2 },
				{ yaw: 0, pitch: -0.2 },
				{ yaw: -0.4, pitch: -0.2 },
			],
		]);
	});

	it("makes one row per pitch and one column per yaw", () => {
		const { rows } = sheetCameras({ fovDeg, yaw: [1, 2], pitch: [0.1, 0.2, 0.3] }, rendering);
		expect(rows.map((row) => row.map(({ pose }) => [pose.pitch, pose.yaw]))).toEqual([
			[
				[0.1, 1],
				[0.1, 2],
			],
			[
				[0.2, 1],
				[0.2, 2],
			],
			[
				[0.3, 1],
				[0.3, 2],
			],
		]);
	});

	it("tells the true angle of the published ones: a yaw of 60° is 63.8° about the face", () => {
		const { rows } = sheetCameras({ fovDeg, yaw: [Math.PI / 3], pitch: [0] }, rendering);
		expect(rows[0]?.[0]?.trueDegrees.yaw).toBeCloseTo(63.8, 1);
	});

	it("stands at true angles, a missing one being 0", () => {
		const [view] = sheetCameras({ fovDeg, trueYaw: [-25] }, rendering).rows[0] ?? [];
		expect(view?.trueDegrees.yaw).toBeCloseTo(-25, 9);
		expect(view?.trueDegrees.pitch).toBeCloseTo(0, 9);
		const [down] = sheetCameras({ fovDeg, truePitch: [12] }, rendering).rows[0] ?? [];
		expect([down?.trueDegrees.yaw, down?.trueDegrees.pitch]).toEqual([expect.closeTo(0, 9), expect.closeTo(12, 9)]);
	});

	it("conditions on the frontal training camera, whatever the rendering camera", () => {
		const { conditioning } = sheetCameras({ fovDeg: 10, radius: 5, pivot: [0, 0, 0], yaw: [1] }, rendering);
		const { cam2world, intrinsics } = splitLabel(conditioning);
		expect(publishedFovDegrees(intrinsics)).toBeCloseTo(18.837, 4);
		expect(cam2world.data[11]).toBeCloseTo(rendering.avgCameraRadius, 6);
	});

	it("lets the published zoom reach the conditioning camera", () => {
		const { conditioning } = sheetCameras({ fovDeg: 10, publishedZoom: true }, rendering);
		expect(publishedFovDegrees(splitLabel(conditioning).intrinsics)).toBeCloseTo(10, 4);
	});

	it("refuses an orbit that does not enclose its pivot", () => {
		expect(() => sheetCameras({ fovDeg, radius: 1, pivot: [0, 0, 2] }, rendering)).toThrow(
			"does not enclose the pivot",
		);
	});
});

describe("degreesMeant", () => {
	it("asks about whole numbers, which may be degrees, and about nothing else", () => {
		expect(degreesMeant([0.4, 3, 0])).toBe("--yaw 3 is in radians, 172°; for 3° want --yaw 0.0524");
		expect(degreesMeant([-1])).toContain("-57°; for -1° want --yaw -0.0175");
		for (const yaws of [[], [0], [0.4, 0, -0.4], [1.6, Math.PI]]) expect(degreesMeant(yaws)).toBeNull();
	});
});
