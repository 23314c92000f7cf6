import { describe, expect, it } from "vitest";
import type { AnglesRecord } from "../../analysis/angles/record.ts";
import { MEASURE_DEFAULTS, type ViewMeasures } from "../../analysis/angles/view-measures.ts";
import type { EyesRecord } from "../../analysis/eyes/record.ts";
import { BOOTSTRAP_DEFAULTS } from "../../analysis/statistics/bootstrap.ts";
import type { SweepRecord } from "../../analysis/sweep/record.ts";
import { angleClaims } from "./angle-claims.ts";
import { type Claim, type Verdict, verdictAbove, verdictBelow, withUnmeasured } from "./claim.ts";
import { eyeClaims } from "./eye-claims.ts";
import { interval, percentInterval } from "./number-words.ts";
import { sweepClaims } from "./sweep-claims.ts";
import { darknessClaims } from "./volume-claims.ts";

const YAWS = [-75, -60, 0, 60, 75];

/** A network whose border is dark by `dark` at steep angles, and whose back is less sharp than its front by `blur`. */
function network(name: string, dark: number, blur: number, seeds = 8): AnglesRecord["networks"][number] {
	const view = (yaw: number, seed: number): ViewMeasures => {
		const share = Math.abs(yaw) >= 60 ? Math.max(0, dark + 0.01 * (seed % 3)) : 0;
		return {
			darkFraction: share,
			borderDarkFraction: share,
			meanOpacity: 0.8,
			missedFraction: 0.2,
			darkMissedFraction: share * 0.75,
			darkHitFraction: share * 0.25,
			backFraction: 0.2,
			backSharpness: 1 - blur + 0.01 * (seed % 2),
			frontSharpness: 1,
		};
	};
	return {
		name,
		grid: [],
		curve: YAWS.map((yaw) => ({
			publishedYaw: 0,
			publishedPitch: 0,
			trueDegrees: { yaw, pitch: 0 },
			distance: 2.7,
		})),
		people: Array.from({ length: seeds }, (_, seed) => ({
			seed,
			grid: [],
			curve: YAWS.map((yaw) => view(yaw, seed)),
		})),
		statistics: null,
	};
}

function angles(...networks: AnglesRecord["networks"]): AnglesRecord {
	const statisticsSeeds = networks[0]?.people.map(({ seed }) => seed) ?? [];
	return { measures: MEASURE_DEFAULTS, bootstrap: BOOTSTRAP_DEFAULTS, statisticsSeeds, networks, difference: null };
}

function verdictsOf(claims: readonly Claim[], id: string): Verdict[] {
	return claims.find((claim) => claim.id === id)?.findings.map(({ verdict }) => verdict) ?? [];
}

describe("verdicts", () => {
	it("follow the interval, and ask for five people", () => {
		const at = (low: number, high: number, count = 9): Verdict => verdictAbove({ mean: 0, low, high, count });
		expect([at(0.1, 0.2), at(-0.2, -0.1), at(-0.1, 0.1), at(0.1, 0.2, 4), at(0, 0.2)]).toEqual([
			"shown",
			"contradicted",
			"not shown",
			"not shown",
			"not shown",
		]);
		expect(verdictBelow({ mean: 0, low: 0.1, high: 0.2, count: 9 })).toBe("contradicted");
		expect(verdictBelow({ mean: 0, low: -0.2, high: -0.1, count: 9 })).toBe("shown");
		expect(verdictAbove({ mean: null, low: null, high: null, count: 0 })).toBe("not tested");
	});
});

describe("numbers in words", () => {
	const estimate = (count: number) => ({ mean: -0.12, low: -0.16, high: 0.08, count });

	it("have an interval of five people, none of four, and are a dash of nobody", () => {
		expect(interval(estimate(5), 2)).toBe("−0.12 [−0.16, 0.08]");
		expect(interval(estimate(4), 2)).toBe("−0.12");
		expect(interval({ mean: null, low: null, high: null, count: 0 })).toBe("–");
	});

	it("are per cent where they are shares", () => {
		expect(percentInterval(estimate(5))).toBe("−12.0 [−16.0, 8.0] %");
		expect(percentInterval(estimate(1), 0)).toBe("−12 %");
	});
});

describe("claims about steep angles", () => {
	it("see darkness and blur where they are, and their absence", () => {
		const claims = angleClaims(angles(network("dark", 0.3, 0.4), network("bright", -1, -0.4)), null);
		expect(verdictsOf(claims, "borders-dark")).toEqual(["shown", "not shown"]);
		expect(verdictsOf(claims, "backs-blurred")).toEqual(["shown", "contradicted"]);
		expect(verdictsOf(claims, "rebalanced-mends")).toEqual(["shown", "shown"]);
	});

	it("compare front and back of the head in the same views only", () => {
		const even = network("even", 0.3, 0);
		// at ±75° the front is not seen, and the back is dull there: that says nothing about blur
		const people = even.people.map((person) => ({
			...person,
			curve: person.curve.map((view, index) =>
				Math.abs(YAWS[index] ?? 0) > 70
					? { ...view, frontSharpness: null, backSharpness: 0.2 }
					: { ...view, backSharpness: 1 },
			),
		}));
		const claims = angleClaims(angles({ ...even, people }), null);
		expect(verdictsOf(claims, "backs-blurred")).toEqual(["not shown"]);
	});

	it("ask for something to be mended, for half of it, and see where it got worse", () => {
		const mends = (...networks: AnglesRecord["networks"]): Verdict[] =>
			verdictsOf(angleClaims(angles(...networks), null), "rebalanced-mends");
		const first = network("first", 0.3, 0.4);
		expect(mends(network("bright", -1, -0.4), first)).toEqual(["not tested", "not tested"]);
		expect(mends(first, network("a little better", 0.25, 0.3))).toEqual(["not shown", "not shown"]);
		expect(mends(first, network("worse", 0.4, 0.6))).toEqual(["contradicted", "contradicted"]);
	});

	it("have a number, where it comes from, and no two findings that read the same", () => {
		const two = angles(network("dark", 0.3, 0.4), network("bright", -1, 0));
		for (const { findings } of [...angleClaims(two, "poses"), ...darknessClaims(two)]) {
			expect(new Set(findings.map(({ about, quantity }) => `${about}: ${quantity}`)).size).toBe(findings.length);
			for (const { value, basis, verdict } of findings.filter((finding) => finding.verdict !== "not tested")) {
				expect(`${verdict}: ${value}, ${basis}`).toMatch(
					/^[a-z ]+: −?\d+\.\d+ \[−?\d+\.\d+, −?\d+\.\d+\]( %)?, 8 people$/,
				);
			}
		}
	});

	it("test a cause only where two networks are said to differ in it alone", () => {
		const two = angles(network("dark", 0.3, 0.4), network("bright", -1, 0));
		expect(verdictsOf(angleClaims(two, null), "poses-cause")).toEqual(["not tested"]);
		expect(verdictsOf(angleClaims(two, "gaze"), "poses-cause")).toEqual(["not tested"]);
		expect(verdictsOf(angleClaims(two, "poses"), "poses-cause")).toEqual(["shown", "shown"]);
		const one = angleClaims(angles(network("dark", 0.3, 0.4)), "poses");
		expect(verdictsOf(one, "rebalanced-mends")).toEqual(["not tested"]);
		expect(verdictsOf(one, "poses-cause")).toEqual(["not tested"]);
	});

	it("split darkness, and have nothing to explain where there is none", () => {
		const claims = darknessClaims(angles(network("dark", 0.3, 0), network("bright", -1, 0)));
		expect(verdictsOf(claims, "dark-since-missed")).toEqual(["shown", "not tested"]);
		expect(verdictsOf(claims, "dark-though-hit")).toEqual(["shown", "not tested"]);
	});
});

describe("claims about the latent", () => {
	const row = (kind: "entry" | "random", imageDistance: number): SweepRecord["sweep"]["rows"][number] => ({
		...{ name: kind, kind },
		steps: [-10, 0, 10].map((value) => {
			return { value, label: "", sphereDegrees: 20, wDistance: 1, imageDistance: value === 0 ? 0 : imageDistance };
		}),
	});
	const record = (entry: number, random: number): SweepRecord => ({
		...{ seed: 4, space: "z", directions: null, people: null },
		sweep: {
			rows: [0, 1, 2, 3, 4].flatMap((i) => [row("entry", entry + 0.001 * i), row("random", random + 0.001 * i)]),
			typical: { people: 12, pairs: 66, sphereDegrees: 90, wDistance: 1, imageDistance: 0.2 },
		},
	});

	it("compare extremes with other people, and entries with random directions", () => {
		const claims = sweepClaims([
			{ about: "far", record: record(0.3, 0.1) },
			{ about: "near", record: record(0.1, 0.1) },
		]);
		expect(verdictsOf(claims, "extremes-are-others")).toEqual(["shown", "contradicted"]);
		expect(verdictsOf(claims, "entries-are-special")).toEqual(["shown", "not shown"]);
		expect(verdictsOf(claims, "number-of-faces")).toEqual(["not tested", "not tested"]);
	});

	it("know that 2^512 is not 10^124", () => {
		const [finding] = sweepClaims([]).find(({ id }) => id === "two-to-the-512")?.findings ?? [];
		expect(finding).toMatchObject({ verdict: "contradicted", quantity: "2^512", value: "10^154.1" });
	});
});

describe("claims about eyes", () => {
	const NOBODY = { mean: null, low: null, high: null, count: 0 };
	const estimate = (mean: number, count = 6): EyesRecord["summary"]["slope"] => {
		return { mean, low: mean - 0.01, high: mean + 0.01, count };
	};
	const level = (sigma: number | null, depth: number, count = 6): EyesRecord["summary"]["levels"][number] => ({
		...{ level: sigma, rimDepth: estimate(0, count), ballDepth: estimate(sigma === 10 ? depth : 0.1, count) },
		...{ concaveShare: 0, verdict: "undecided" as const, rimVerdict: "undecided" as const },
	});
	const eyes = (slope: number, depth: number): EyesRecord => ({
		...{ kind: "eyes", version: 2, subject: "somebody", yaws: [], levels: [null, 10], people: [] },
		summary: {
			...{ people: 6, found: 6, slope: estimate(slope), apparentSlope: estimate(slope), readSlope: NOBODY },
			levels: [null, 10].map((sigma) => level(sigma, depth)),
			usual: [null, 10].map((sigma) => level(sigma, -depth)),
		},
	});

	it("read the slope of the gaze and the depth at the report's level", () => {
		const claims = eyeClaims(
			[
				{ about: "locked and hollow", record: eyes(0.9, -0.05), boxWarp: 1 },
				{ about: "fixed and round", record: eyes(0.1, 0.05), boxWarp: 1 },
			],
			null,
		);
		expect(verdictsOf(claims, "eyes-follow")).toEqual(["shown", "contradicted"]);
		expect(verdictsOf(claims, "sockets-concave")).toEqual(["shown", "contradicted"]);
		expect(verdictsOf(claims, "gaze-cause")).toEqual(["not tested"]);
	});

	it("take the sockets where eyes usually are where too few irises are found", () => {
		const seen = eyes(0.9, 0.05);
		const few = { ...seen.summary, found: 1, levels: [null, 10].map((sigma) => level(sigma, 0.05, 1)) };
		const sockets = (summary: EyesRecord["summary"]) =>
			verdictsOf(eyeClaims([{ about: "somebody", record: { ...seen, summary }, boxWarp: 1 }], null), "sockets-concave");
		expect(sockets(few)).toEqual(["shown"]);
		// of few irises, where no more is measured, it is said as what it is, and without an interval
		const [alone] = eyeClaims(
			[{ about: "somebody", record: { ...seen, summary: { ...few, usual: [] } }, boxWarp: 1 }],
			null,
		)
			.filter(({ id }) => id === "sockets-concave")
			.flatMap(({ findings }) => findings);
		expect(alone).toMatchObject({ value: "0.050", basis: "1 person, too few for a verdict", verdict: "not shown" });
		expect(alone?.note).toMatch(/^On the surface sigma = 10\. Iris over the rim: 0\.000\./);
		// not of a network that has no surface there
		expect(sockets({ ...few, levels: [], usual: [level(null, 0), level(10, 0, 0)] })).toEqual(["not tested"]);
	});

	it("take what a reader makes of whole pictures where irises are not found", () => {
		const unseen = (slope: number): EyesRecord => {
			const record = eyes(0, 0);
			const people = [...Array(6).keys()].map((id) => ({
				...{ id, found: false as const, reason: "too small" },
				usual: [],
				reading: { gazeYaws: [], slope: slope + id / 100 },
			}));
			return { ...record, people, summary: { ...record.summary, found: 0, slope: NOBODY, readSlope: estimate(slope) } };
		};
		const claims = eyeClaims(
			[unseen(0.7), unseen(0.1)].map((record) => ({ about: "somebody", record, boxWarp: 1 })),
			"gaze",
		);
		expect(verdictsOf(claims, "eyes-follow")).toEqual(["shown", "not shown"]);
		expect(verdictsOf(claims, "gaze-cause")).toEqual(["shown"]);
	});

	it("look for both eyes in the report's region, one person outside is enough", () => {
		const person = (id: number, y: number): EyesRecord["people"][number] => {
			const eye = { u: 0.5, v: 0.5, radius: 0.01, world: [0, y, 0] as const };
			const where = { left: eye, right: eye, distance: 0.1, middle: [0, y, 0] as const, irisRadius: 0.01 };
			const gaze = { readings: [], slope: null, residualDegrees: null, frontalYaw: null };
			const found = { ...where, score: 1, symmetry: 1 };
			return { id, found: true, eyes: found, sockets: [], gaze, apparentSlope: null, usual: [], reading: null };
		};
		const crop = (ys: readonly number[], boxWarp: number | null): Verdict[] => {
			const record = { ...eyes(0, 0), people: ys.map((y, id) => person(id, y)) };
			return verdictsOf(eyeClaims([{ about: "somebody", record, boxWarp }], null), "eyes-in-crop");
		};
		expect(crop([0.05, 0.06, 0.07, 0.08, 0.09], 1)).toEqual(["shown"]);
		expect(crop([0.05, 0.06], 1)).toEqual(["not shown"]);
		expect(crop([0.05, 0.06, 0.07, 0.08, 0.125], 1)).toEqual(["contradicted"]); // the lid is beyond 63 %
		expect(crop([0.05, 0.06, 0.07, 0.08, 0.09], null)).toEqual(["not tested"]);
	});
});

describe("commands that failed", () => {
	it("leave their networks not tested, but not what needs no network", () => {
		const claims = withUnmeasured(sweepClaims([]), ["broken"]);
		expect(verdictsOf(claims, "extremes-are-others")).toEqual(["not tested"]);
		expect(verdictsOf(claims, "two-to-the-512")).toEqual(["contradicted"]);
	});
});
