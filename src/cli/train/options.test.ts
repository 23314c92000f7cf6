import { InvalidArgumentError } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../training/loop/settings.ts";
import { parseData } from "./data-request.ts";
import { givenSettings, parseMetricList, settingOptions } from "./options.ts";

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

	it("stand in a record by the names of their options, but for those without effect", () => {
		const basis = { resolution: 64, neuralRenderingResolution: 32, resumed: false, resumeBlur: false };
		const plain = settingOptions(resolveSettings({ gpcRegProb: 0.8 }, basis), {});
		expect(plain).toMatchObject({ gpc_reg_prob: 0.8, batch: 8, aug: "noaug", density_reg_p_dist: 0.004 });
		expect(plain).toMatchObject({ recon_lr: undefined, p: undefined, target: undefined });
		const fixed = settingOptions(resolveSettings({ aug: "fixed" }, basis), { latents: "z.safetensors" });
		expect(fixed).toMatchObject({ aug: "fixed", p: 0.2, target: undefined, recon_lr: 0.01 });
	});
});
