import { describe, expect, it } from "vitest";
import { DISTINCT_PEOPLE_DEFAULTS } from "../../analysis/people/distinct-people.ts";
import { InputError } from "../../tensor/errors.ts";
import { recordedOptions } from "../options/fields.ts";
import { checkSweep, mixesBySeed, resolvedSweep, SWEEP, type SweepCommandOptions, stepValues } from "./options.ts";

const OPTIONS: SweepCommandOptions = {
	...{ network: "untrained", seed: 4, outdir: "out", space: "z", entries: [0, 1], steps: 5, mode: "set", layers: null },
	...{ random: 1, randomSeed: 0, components: 2, componentRange: [-3, 3], samples: 100, sampleSeed: 0, mixSeeds: [] },
	...{ yaw: 0, pitch: 0, fovDeg: 18.837, typicalSeeds: [0, 1], people: 0, viewYaw: 10 },
	...{ peopleSeed: 0, side: DISTINCT_PEOPLE_DEFAULTS.side, sensitivity: 0.9, trunc: 1, truncCutoff: 14 },
	...{ sampleMult: 1, sr: true, device: "cpu", renderer: "auto", precision: "fp32" },
};
const SIZES = { zDim: 128, wDim: 64 };

describe("options of sweep", () => {
	it("step as the report did in z, and by standard deviations in w", () => {
		expect(stepValues(OPTIONS)).toEqual([-10, -5, 0, 5, 10]);
		expect(stepValues({ ...OPTIONS, space: "w", steps: 3 })).toEqual([-3, 0, 3]);
		expect(stepValues({ ...OPTIONS, values: [1, 7] })).toEqual([1, 7]);
	});

	it.each([
		[{ layers: { first: 0, last: 3 } }, "only --space w+ has layers of its own"],
		[{ space: "w", mode: "set" }, "an entry can be set in z only"],
		[{ entries: [5, 128] }, "there is no entry 128; z of this network has 0 to 127"],
		[{ space: "w", mode: "add", entries: [64] }, "there is no entry 64; w of this network has 0 to 63"],
		[{ typicalSeeds: [3] }, "want at least two seeds"],
	] as const)("refuse what does not go together: %j", (change, message) => {
		expect(() => checkSweep({ ...OPTIONS, ...change }, SIZES)).toThrow(InputError);
		expect(() => checkSweep({ ...OPTIONS, ...change }, SIZES)).toThrow(message);
	});

	it("refuse a network whose people are all the same", () => {
		expect(() => checkSweep(OPTIONS, { zDim: 0, wDim: 64 })).toThrow("takes no latent z");
		expect(() => checkSweep(OPTIONS, SIZES)).not.toThrow();
	});

	it("mix layers seed by seed", () => {
		const layers = { first: 0, last: 1 };
		const mixes = mixesBySeed([
			{ seed: 7, layers },
			{ seed: 8, layers: null },
			{ seed: 7, layers: null },
		]);
		expect([...mixes]).toEqual([
			[7, [layers, null]],
			[8, [null]],
		]);
	});

	it("are recorded with nothing left open", () => {
		const options = { ...OPTIONS, entries: [] };
		const resolved = recordedOptions(SWEEP, options, resolvedSweep(options, { device: "cpu", renderer: "wasm" }));
		expect(resolved).toMatchObject({ entries: "none", layers: "all", renderer: "wasm", values: [-10, -5, 0, 5, 10] });
	});
});
