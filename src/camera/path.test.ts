import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { type CameraPath, cameraOnPath, ORBIT_DEFAULTS } from "./path.ts";

const LENS = { fovDegrees: 18, radius: 2.7 };
const KEYFRAMES = [
	{ yaw: -0.5, pitch: 0, fovDegrees: 20, radius: 2.7 },
	{ yaw: 0.5, pitch: 0.2, fovDegrees: 10, radius: 3 },
	{ yaw: 0, pitch: -0.2, fovDegrees: 40, radius: 2 },
];

describe("cameraOnPath", () => {
	it("circles about straight ahead on the orbit", () => {
		const path: CameraPath = { kind: "orbit", ...ORBIT_DEFAULTS };
		const at = (share: number): number[] => {
			const { yaw, pitch } = cameraOnPath(path, share, LENS);
			return [yaw, pitch];
		};
		expect(at(0)).toEqual([0, 0.2]);
		expect(at(0.25)[0]).toBeCloseTo(0.4, 12);
		expect(at(0.5)[1]).toBeCloseTo(-0.2, 12);
		expect(at(1)[0]).toBeCloseTo(0, 12);
	});

	it("turns once around", () => {
		const yaw = (share: number): number => cameraOnPath({ kind: "360", pitch: -0.1 }, share, LENS).yaw;
		expect(yaw(0.5) - yaw(0.25)).toBeCloseTo(Math.PI / 2, 12);
		expect(cameraOnPath({ kind: "360", pitch: -0.1 }, 0.3, LENS)).toMatchObject({ pitch: -0.1, ...LENS });
	});

	it("goes through its keyframes, and back to the first where it loops", () => {
		const loop: CameraPath = { kind: "keyframes", loop: true, cameras: KEYFRAMES };
		const open: CameraPath = { kind: "keyframes", loop: false, cameras: KEYFRAMES };
		expect([0, 1 / 3, 1].map((share) => cameraOnPath(loop, share, LENS).yaw)).toEqual([-0.5, 0.5, -0.5]);
		expect([0, 0.5, 1].map((share) => cameraOnPath(open, share, LENS).pitch)).toEqual([0, 0.2, -0.2]);
		expect(cameraOnPath(open, 0.5, LENS).fovDegrees).toBeCloseTo(10, 9);
		expect(cameraOnPath(open, 0.9, LENS).radius).toBeGreaterThan(0);
	});

	it("stands still with one keyframe and refuses none", () => {
		const cameras = KEYFRAMES.slice(0, 1);
		expect(cameraOnPath({ kind: "keyframes", loop: false, cameras }, 0.7, LENS).yaw).toBe(-0.5);
		expect(() => cameraOnPath({ kind: "keyframes", loop: true, cameras: [] }, 0, LENS)).toThrow(InputError);
	});
});
