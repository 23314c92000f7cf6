/** Links: written and read again, and read when they are damaged. */

import { describe, expect, it } from "vitest";
import { linkOf, stateOf } from "./link.ts";
import { VIEW_DEFAULTS, type ViewState } from "./view-state.ts";

const EVERYTHING: ViewState = {
	network: { kind: "stored", name: "my cats & dogs.pkl", bytes: 123_456 },
	person: {
		kept: { key: "0a1b2c", revision: 0 },
		latent: { x: 3.25, y: 1.5 },
		entries: [
			[3, -2.5],
			[100, 10],
		],
		directions: [0, 1.5, -2],
		truncationPsi: 0.5,
		truncationCutoff: 8,
		mix: { seed: 77, layers: [0, 5, 9] },
		noiseMode: "random",
		noiseSeed: 6,
		conditioning: { yaw: 20, pitch: -10 },
	},
	camera: { yaw: -170.5, pitch: 12, fovDegrees: 7, lookAt: [0.1, -0.05, 0.2] },
	stage: "picture",
	picture: { type: "normals", nrr: 96, coarse: 2, fine: 0.5 },
	compare: { kind: "url", url: "https://example.org/a b.safetensors?x=1&y=2" },
};

describe("links", () => {
	it("are empty for the state that the page begins with", () => {
		expect(linkOf(VIEW_DEFAULTS, VIEW_DEFAULTS)).toBe("");
		expect(stateOf("", VIEW_DEFAULTS)).toEqual(VIEW_DEFAULTS);
	});

	it("restore every part of a state", () => {
		expect(stateOf(linkOf(EVERYTHING, VIEW_DEFAULTS), VIEW_DEFAULTS)).toEqual(EVERYTHING);
	});

	it("name the network when it is not the page's own", () => {
		const home: ViewState = { ...VIEW_DEFAULTS, network: { kind: "embedded", name: "mine.pkl" } };
		expect(linkOf(VIEW_DEFAULTS, home)).toBe("network=heads");
		expect(stateOf("network=heads-rebalanced", home).network).toEqual({ kind: "embedded", name: "heads-rebalanced" });
	});

	it("can be written by hand", () => {
		const { person, camera } = stateOf("#seed=1234&yaw=190&pitch=500", VIEW_DEFAULTS);
		expect(person.latent).toEqual({ x: 34, y: 12 });
		expect(camera).toMatchObject({ yaw: -170, pitch: 80 });
	});

	it.each([
		"seed=",
		"seed=NaN",
		"seed=1e400",
		"yaw=north",
		"network=../../etc/passwd",
		"network=url:javascript:alert(1)",
		"noise=loud",
		"show=everything",
		"entries=1.5_2",
		"__proto__=1&constructor=2",
		"=&&=%zz",
	])("that are damaged keep the default: %s", (link) => {
		expect(stateOf(link, VIEW_DEFAULTS)).toEqual(VIEW_DEFAULTS);
	});

	it("give no more entries and directions than there can be", () => {
		const many = Array.from({ length: 500 }, (_, index) => `${index}_1`).join("_");
		const { person } = stateOf(`entries=${many}&directions=${many}`, VIEW_DEFAULTS);
		expect(person.entries.length).toBe(64);
		expect(person.directions.length).toBe(32);
		expect(person.directions.every((step) => Math.abs(step) <= 5)).toBe(true);
	});
});
