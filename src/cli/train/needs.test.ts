import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { refuseIdleOptions } from "./needs.ts";
import type { TrainCommandOptions } from "./options.ts";

const BASE: TrainCommandOptions = { dataCheck: "pixels", device: "cpu" };

function refusal(said: Partial<TrainCommandOptions>, before: Partial<TrainCommandOptions> = {}): () => void {
	return () => refuseIdleOptions(said, { ...BASE, ...before, ...said });
}

describe("refuseIdleOptions", () => {
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
