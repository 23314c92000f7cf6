import { describe, expect, it } from "vitest";
import { cameraNumbers } from "../../../test/support/dataset-files.ts";
import { fovToIntrinsics } from "../../camera/intrinsics.ts";
import { cameraFromPose } from "../../camera/orbit.ts";
import { presetConfig, presetNames } from "../../generator/presets.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { labelFile, parseLabelTable } from "../label-table.ts";
import { checkCameras } from "./check-cameras.ts";
import { FindingCollector } from "./findings.ts";
import type { Scene } from "./sampled-box.ts";

const FACES: Scene = presetConfig("ffhq512-128").rendering;
const CARS: Scene = presetConfig("shapenet128-64").rendering;

/** Published cameras of portraits: yaw to ±0.4, pitch to ±0.2. */
const PORTRAITS = Array.from({ length: 9 }, (_, i) =>
	cameraNumbers(((i % 3) - 1) * 0.4, (Math.floor(i / 3) - 1) * 0.2),
);

/** Kinds with their counts, and the detail of the first. */
function judge(labels: readonly (readonly number[])[], scenes: readonly Scene[] = [FACES, CARS]) {
	const table = parseLabelTable(labelFile(labels.map((label, i) => [`${i}.png`, label] as const)), "test");
	const findings = new FindingCollector();
	checkCameras(table, scenes, findings);
	const list = findings.list();
	return { kinds: list.map(({ kind, count }) => `${count} ${kind}`), detail: list[0]?.examples[0]?.detail };
}

/** The inverse of each cam2world. */
function inverted(label: readonly number[]): number[] {
	const at = (row: number, column: number): number => label[4 * row + column] ?? 0;
	const rows = [0, 1, 2].map((row) => {
		const moved = -[0, 1, 2].reduce((sum, k) => sum + at(k, row) * at(k, 3), 0);
		return [at(0, row), at(1, row), at(2, row), moved];
	});
	return [...rows.flat(), 0, 0, 0, 1, ...label.slice(16)];
}

function withPositions(label: readonly number[], change: (value: number, axis: number) => number): number[] {
	return label.map((value, index) => ([3, 7, 11].includes(index) ? change(value, (index - 3) / 4) : value));
}

function transposed(label: readonly number[]): number[] {
	const at = (row: number, column: number): number => label[4 * row + column] ?? 0;
	const rows = [0, 1, 2].map((row) => [at(0, row), at(1, row), at(2, row), at(row, 3)]);
	return [...rows.flat(), ...label.slice(12)];
}

function orbitCameras(radius: number, fovDegrees: number): number[][] {
	return Array.from({ length: 12 }, (_, i) => {
		const cam2world = cameraFromPose(
			{ yaw: (i * Math.PI) / 6, pitch: 0.3 * Math.sin(i) },
			{ pivot: [0, 0, 0], radius },
		);
		return [...cam2world.data, ...fovToIntrinsics(fovDegrees).data];
	});
}

describe("the cameras of a set", () => {
	it.each(presetNames())("that are right for %s have no faults", (name) => {
		const { rendering } = presetConfig(name);
		const own = orbitCameras(rendering.avgCameraRadius, 30);
		expect(judge(own, [rendering]).kinds).toEqual([]);
	});

	it("of portraits have none, with any scene and with none", () => {
		expect(judge(PORTRAITS).kinds).toEqual([]);
		expect(judge(PORTRAITS, []).kinds).toEqual([]);
	});

	it.each([
		["wide", 0.5, 0.2],
		["as of photographs", 0.25, 0.12],
		["narrow", 0.05, 0.03],
		["all but still", 0.01, 0.01],
	])("that are aimed loosely, with %s poses, have none", (_, yaw, pitch) => {
		const random = new RandomState(1);
		const normal = (): number => random.randn(1)[0] ?? 0;
		const cameras = Array.from({ length: 200 }, () => {
			const pivot = [0.06 * normal(), 0.06 * normal(), 0.2 + 0.06 * normal()] as const;
			const cam2world = cameraFromPose({ yaw: yaw * normal(), pitch: pitch * normal() }, { pivot, radius: 2.7 });
			return [...cam2world.data, ...fovToIntrinsics(18.837).data];
		});
		expect(judge(cameras, [FACES]).kinds).toEqual([]);
	});

	it("that are world-to-camera matrices stand in one place", () => {
		expect(judge(PORTRAITS.map(inverted), [])).toEqual({
			kinds: ["9 cameras-in-one-place"],
			detail: expect.stringMatching(/^at \[.*, 2\.\d+\]$/),
		});
	});

	it("in millimetres miss the box", () => {
		expect(judge(PORTRAITS.map((label) => withPositions(label, (value) => value * 1000)))).toEqual({
			kinds: ["9 cameras-miss-box"],
			detail: expect.stringMatching(/^stands at \[.*\]/),
		});
	});

	it("that are one camera for all are told, also with a few others among them", () => {
		const same = PORTRAITS.map(() => cameraNumbers(0.1));
		expect(judge(same).kinds).toEqual(["9 cameras-alike"]);
		expect(judge([...same.slice(0, 5), ...PORTRAITS.slice(0, 4)]).kinds).toEqual(["5 cameras-alike"]);
		expect(judge([...same.slice(0, 4), ...PORTRAITS.slice(0, 4)]).kinds).toEqual([]);
	});

	it("with transposed rotations look at no common point before them", () => {
		const wrong = PORTRAITS.map(transposed);
		expect(judge(wrong, []).kinds).toEqual(["9 cameras-look-apart"]);
	});

	it("that were moved look past the box", () => {
		const moved = PORTRAITS.map((label) => withPositions(label, (value, axis) => (axis === 1 ? value + 0.55 : value)));
		expect(judge(moved, [FACES])).toEqual({
			kinds: ["9 cameras-look-past-box"],
			detail: expect.stringMatching(/the box reaches to ±0\.5$/),
		});
	});

	it("too far for the limits are told with the numbers, and fit when the limits do", () => {
		const far = orbitCameras(8, 10);
		expect(judge(far)).toEqual({
			kinds: ["12 cameras-miss-box"],
			detail: expect.stringMatching(
				/its rays meet the box of side 1 at 7\.\d+ to 8\.\d+, and are sampled from 2\.25 to 3\.3$/,
			),
		});
		expect(judge(far, [{ ...FACES, rayStart: "auto", rayEnd: "auto" }]).kinds).toEqual([]);
		expect(judge(far, [{ ...FACES, rayStart: 7, rayEnd: 9 }]).kinds).toEqual([]);
	});

	it("are not judged where there are fewer than three", () => {
		expect(judge([cameraNumbers(), cameraNumbers()]).kinds).toEqual([]);
	});
});
