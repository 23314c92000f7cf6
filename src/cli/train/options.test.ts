import { InvalidArgumentError } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { givenSettings, parseData, parseMetricList } from "./options.ts";

describe("parseData", () => {
	it("takes paths as they are, and synthetic people with seed and count", () => {
		expect(parseData("faces.zip")).toEqual({ kind: "files", path: "faces.zip" });
		expect(parseData("heads:rebalanced,camera")).toMatchObject({ poses: "rebalanced", gaze: "camera", seed: 0 });
		const text = "heads:frontal,free,seed=3,count=20";
		expect(parseData(text)).toEqual({ kind: "heads", text, poses: "frontal", gaze: "free", seed: 3, count: 20 });
	});

	it.each(["heads:", "heads:sideways,camera", "heads:frontal", "heads:frontal,free,size=3", "heads:frontal,free,seed"])(
		"refuses %s",
		(text) => {
			expect(() => parseData(text)).toThrow(/want heads:<frontal\|rebalanced>,<camera\|free>/);
		},
	);
});

describe("parseMetricList", () => {
	it("takes names, none of them, and no others", () => {
		expect(parseMetricList("none")).toEqual([]);
		expect(parseMetricList("consistency,fd-random")).toEqual(["fd-random", "consistency"]);
		expect(() => parseMetricList("fid50k")).toThrow(InvalidArgumentError);
	});
});

describe("givenSettings", () => {
	it("has what was said and nothing else", () => {
		const options = { dataCheck: "pixels", device: "cpu", batch: 4, gpc_reg_prob: 0.8, reg_type: "l1" } as const;
		expect(givenSettings(options)).toEqual({ batch: 4, gpcRegProb: 0.8, regType: "l1" });
	});
});
