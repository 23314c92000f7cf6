import { describe, expect, it } from "vitest";
import { cameraNumbers } from "../../test/support/dataset-files.ts";
import { frameOf } from "./cam2world.ts";
import { estimatePivot } from "./pivot.ts";

describe("the estimated pivot", () => {
	it("is nearest to axes that do not meet", () => {
		const axes = [
			{ position: [5, 0, 1], forward: [-1, 0, 0] },
			{ position: [0, 5, -1], forward: [0, -2, 0] },
			{ position: [1, 1, 4], forward: [0, 0, -1] },
		] as const;
		// the sum of squared distances is (y² + (z − 1)²) + (x² + (z + 1)²) + ((x − 1)² + (y − 1)²)
		const pivot = estimatePivot(axes);
		for (const [axis, value] of [0.5, 0.5, 0].entries()) expect(pivot?.[axis]).toBeCloseTo(value, 12);
	});

	it("needs axes", () => {
		expect(estimatePivot([])).toBeNull();
		expect(estimatePivot([frameOf(cameraNumbers())])).toBeNull();
	});
});
