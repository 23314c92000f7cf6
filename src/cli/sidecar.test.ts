import { describe, expect, it } from "vitest";
import { argumentsOf } from "./sidecar.ts";

describe("argumentsOf", () => {
	it("spells options as the command line takes them, and leaves out what is not set", () => {
		const options = {
			seeds: [0, 2],
			truncCutoff: 14,
			noSr: true,
			publishedZoom: false,
			radius: undefined,
			yaw: [-0.5],
		};
		expect(argumentsOf("sample", options)).toEqual([
			...["sample", "--seeds", "0,2", "--trunc-cutoff", "14", "--no-sr", "--yaw", "-0.5"],
		]);
	});
});
