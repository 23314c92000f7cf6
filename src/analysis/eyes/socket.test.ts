import { describe, expect, it } from "vitest";
import { lookAt } from "../../camera/cam2world.ts";
import { intrinsicsFromTrueFov } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import { imageRays } from "../../camera/projection.ts";
import { measureSocket, type SocketMeasure } from "./socket.ts";

const SIDE = 96;
const DISTANCE = 0.12;
const AWAY = 2.5;
const camera: Camera = {
	cam2world: lookAt([0, 0, AWAY], [0, 0, 0]),
	intrinsics: intrinsicsFromTrueFov("side", 2 * Math.atan(DISTANCE / AWAY)),
};

/** Depth map of a height field z = height(x, y) near the plane z = 0, seen from so far that rays are nearly parallel. */
function depthOf(height: (x: number, y: number) => number): Float32Array {
	return Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
		const [u, v] = [((pixel % SIDE) + 0.5) / SIDE, (Math.floor(pixel / SIDE) + 0.5) / SIDE];
		const direction = imageRays(camera).through(u, v);
		const along = (z: number): number => (AWAY - z) / -direction[2];
		const flat = along(0);
		return along(height(direction[0] * flat, direction[1] * flat));
	});
}

function measured(height: (x: number, y: number) => number): SocketMeasure | null {
	const place = { u: 0.5, v: 0.5, distanceShare: 0.5, distance: DISTANCE };
	return measureSocket({ camera, side: SIDE, depth: depthOf(height), ...place });
}

/** A cap that is `top` high in the middle and 0 from 0.2 distances on. */
const cap =
	(top: number) =>
	(x: number, y: number): number =>
		top * Math.max(0, 1 - (x * x + y * y) / (0.2 * DISTANCE) ** 2);

describe("measureSocket", () => {
	it("measures the height of a bump over its rim and its sides, in distances between the eyes", () => {
		const { rimDepth, ballDepth, ringOutliers } = measured(cap(0.03 * DISTANCE)) ?? {};
		// the mean over the iris's disc, and the ring's upper and lower parts on the bump's flank, take a little off
		expect(rimDepth).toBeGreaterThan(0.018);
		expect(rimDepth).toBeLessThan(0.03);
		expect(ballDepth).toBeGreaterThan(0.02);
		expect(ballDepth).toBeLessThan(0.03);
		expect(ringOutliers).toBeDefined();
	});

	it("gives a hollow the opposite sign, and a plane nothing, however it is tilted", () => {
		const bump = measured(cap(0.03 * DISTANCE));
		const hollow = measured(cap(-0.03 * DISTANCE));
		expect(hollow?.rimDepth).toBeCloseTo(-(bump?.rimDepth ?? 0), 3);
		expect(hollow?.ballDepth).toBeCloseTo(-(bump?.ballDepth ?? 0), 3);
		const tilted = measured((x, y) => 0.2 * x - 0.3 * y);
		expect(tilted?.rimDepth).toBeCloseTo(0, 4);
		expect(tilted?.ballDepth).toBeCloseTo(0, 4);
	});

	it("leaves out of the rim what sticks out of it", () => {
		const withHair = measured(
			(x, y) => cap(0.03 * DISTANCE)(x, y) + (x > 0.21 * DISTANCE && y > 0 ? 0.4 * DISTANCE : 0),
		);
		expect(withHair?.ringOutliers).toBeGreaterThan(4);
		expect(withHair?.rimDepth).toBeCloseTo(measured(cap(0.03 * DISTANCE))?.rimDepth ?? Number.NaN, 2);
	});

	it("says nothing where nothing is known", () => {
		const depth = new Float32Array(SIDE * SIDE).fill(Number.NaN);
		const place = { u: 0.5, v: 0.5, distanceShare: 0.5, distance: DISTANCE };
		expect(measureSocket({ camera, side: SIDE, depth, ...place })).toBeNull();
	});
});
