import { expect, it } from "vitest";
import { isRoom } from "./room.ts";

const MEASURES = {
	...{ vertices: 4, triangles: 4, edges: 6, borderEdges: 0, faultyEdges: 0, watertight: true, eulerCharacteristic: 2 },
	...{ area: 1, volume: 1 },
};

it("walls are what reaches the region on all sides but the front and below", () => {
	const room = (min: [number, number, number], max: [number, number, number]): boolean =>
		isRoom({ region: [0, 1, 0, 1, 0, 1], boxWarp: 2, measures: { ...MEASURES, bounds: { min, max } } });
	expect(room([-0.99, -0.9, -0.99], [0.99, 0.99, 0.5])).toBe(true);
	// shoulders that are cut off at both sides, and a back that reaches the border
	expect(room([-0.99, -0.99, -0.99], [0.99, 0.7, 0.5])).toBe(false);
	expect(room([-0.5, -0.99, -0.5], [0.5, 0.5, 0.5])).toBe(false);
	expect(isRoom({ region: [0, 1, 0, 1, 0, 1], boxWarp: 2, measures: { ...MEASURES, bounds: null } })).toBe(false);
});
