import { describe, expect, it } from "vitest";
import { pathsFrom } from "./paths-from.ts";

const OPTIONS = { dataCheck: "pixels", device: "cpu" } as const;

describe("pathsFrom", () => {
	it("moves relative paths, and leaves absolute ones, names of networks and synthetic people", () => {
		const options = {
			...OPTIONS,
			data: { kind: "files", path: "sets/faces.zip" },
			latents: "../z.safetensors",
			detector: "/models/inception.onnx",
			outdir: "runs",
			resume: "heads-rebalanced",
		} as const;
		expect(pathsFrom("/data/work", "/data/work/runs/00000", options)).toEqual({
			...OPTIONS,
			data: { kind: "files", path: "../../sets/faces.zip" },
			latents: "../../../z.safetensors",
			detector: "/models/inception.onnx",
			outdir: "..",
			resume: "heads-rebalanced",
		});
	});

	it("changes nothing in the same folder", () => {
		const options = { ...OPTIONS, data: { kind: "files", path: "./faces.zip" } } as const;
		expect(pathsFrom("/data/work/", "/data/work", options)).toBe(options);
	});
});
