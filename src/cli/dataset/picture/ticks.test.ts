import { describe, expect, it } from "vitest";
import { ticksOf } from "./ticks.ts";

describe("marks of an axis", () => {
	it.each([
		[0, 100, 5, ["0", "20", "40", "60", "80", "100"]],
		[-35, 35, 7, ["−30", "−20", "−10", "0", "10", "20", "30"]],
		[2.69, 2.71, 4, ["2.690", "2.695", "2.700", "2.705", "2.710"]],
		[0, 1, 10, ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]],
		[-0.3, 0.3, 6, ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"]],
		[0, 12_345, 5, ["0", "5000", "10000"]],
	])("from %f to %f are round numbers", (from, to, most, labels) => {
		expect(ticksOf(from, to, most).labels).toEqual(labels);
	});
});
