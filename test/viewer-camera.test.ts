/** The page's own camera is the library's. */

import { expect, it } from "vitest";
import { splitLabel } from "../src/camera/label.ts";
import { viewCameraAt } from "../src/camera/view-camera.ts";
import { positionOnOrbit, verticalFov } from "../viewer/src/mesh/orbit.ts";

it.each([
	[0, 0],
	[35, -20],
	[-120, 40],
	[180, 5],
])("the page's camera stands where the library's stands: yaw %i°, pitch %i°", (yaw, pitch) => {
	const orbit = { pivot: [0, 0.05, 0.2] as const, radius: 2.7 };
	const { cam2world, intrinsics } = splitLabel(viewCameraAt({ yaw, pitch }, orbit, 18.837).label);
	const { position } = positionOnOrbit({ yaw, pitch, lookAt: [0, 0, 0], fovDegrees: 18.837, ...orbit });
	for (const [axis, value] of position.entries()) expect(value).toBeCloseTo(cam2world.data[4 * axis + 3] ?? 0, 4);
	const half = Math.tan((verticalFov(18.837) * Math.PI) / 360);
	expect(0.5 / half).toBeCloseTo(intrinsics.data[4] ?? 0, 4);
});
