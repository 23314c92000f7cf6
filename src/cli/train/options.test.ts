import { InvalidArgumentError } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { resolveSettings, SETTINGS } from "../../training/settings.ts";
import { refuseIdle } from "../options/fields.ts";
import { parseData } from "./data-request.ts";
import {
	givenSettings,
	parseMetricList,
	pathsFrom,
	settingOptions,
	TRAIN,
	type TrainCommandOptions,
} from "./options.ts";

const BASE = { dataCheck: "pixels", device: "cpu" } as const;

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
	it("are options of the command, all but those for programs", () => {
		const { programs, ...groups } = SETTINGS;
		expect(Object.keys(TRAIN)).toEqual(expect.arrayContaining(Object.values(groups).flatMap(Object.keys)));
		for (const name of Object.keys(programs)) expect(TRAIN).not.toHaveProperty(name);
	});

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

function refusal(said: Partial<TrainCommandOptions>, before: Partial<TrainCommandOptions> = {}): () => void {
	return () => refuseIdle("train", TRAIN, said, { ...BASE, ...before, ...said });
}

describe("refuseIdle", () => {
	it.each<[Partial<TrainCommandOptions>, RegExp]>([
		[{ recon_kimg: 5 }, /--recon_kimg has no effect here: want --latents/],
		[{ recon_lr: 0.1 }, /--recon_lr .*--latents/],
		[{ recon_weight: 1 }, /--recon_weight .*--latents/],
		[{ recon_edges: 1 }, /--recon_edges .*--latents/],
		[{ recon_share: 1 }, /--recon_share .*--latents/],
		[{ p: 0.3 }, /--p has no effect here: want --aug fixed/],
		[{ p: 0.3, aug: "ada" }, /want --aug fixed/],
		[{ adaKimg: 3, aug: "fixed" }, /--ada-kimg .*want --aug ada/],
		[{ augpipe: "bg", aug: "noaug" }, /--augpipe/],
		[{ detector: "x.onnx", metrics: ["fd-random"] }, /--detector .*feature extractor/],
		[{ metricsCount: 10 }, /--metrics-count .*want --metrics/],
		[{ resume_blur: true }, /--resume_blur .*want --resume/],
		[{ like: "heads" }, /--like .*want --resume/],
	])("refuses %j", (said, message) => {
		expect(refusal(said)).toThrow(message);
		expect(refusal(said)).toThrow(InputError);
	});

	it("lets pass what has an effect, by what was said now or at the first start", () => {
		expect(refusal({ recon_kimg: 5, latents: "z.safetensors" })).not.toThrow();
		expect(refusal({ recon_kimg: 5 }, { latents: "z.safetensors" })).not.toThrow();
		expect(refusal({ p: 0.3, aug: "fixed", augpipe: "bg" })).not.toThrow();
		expect(refusal({ metricsCount: 4, metrics: ["fd-random"] })).not.toThrow();
	});

	it("lets runs go on whose record holds the numbers of what they do not do", () => {
		expect(refusal({ kimg: 3 }, { recon_kimg: 0, recon_share: 0.5, p: 0.2, target: 0.6 })).not.toThrow();
	});
});

describe("pathsFrom", () => {
	it("moves relative paths, and leaves absolute ones, names of networks and synthetic people", () => {
		const options = {
			...BASE,
			data: { kind: "files", path: "sets/faces.zip" },
			latents: "../z.safetensors",
			detector: "/models/inception.onnx",
			outdir: "runs",
			resume: "heads-rebalanced",
		} as const;
		expect(pathsFrom("/data/work", "/data/work/runs/00000", options)).toEqual({
			...BASE,
			data: { kind: "files", path: "../../sets/faces.zip" },
			latents: "../../../z.safetensors",
			detector: "/models/inception.onnx",
			outdir: "..",
			resume: "heads-rebalanced",
		});
	});

	it("changes nothing in the same folder", () => {
		const options = { ...BASE, data: { kind: "files", path: "./faces.zip" } } as const;
		expect(pathsFrom("/data/work/", "/data/work", options)).toBe(options);
	});
});
