/**
 * Judges the cameras of a dataset together. Matrices the wrong way round, other units, or one label for all are plausible
 * label by label; they show in where cameras stand, what they look at, and whether their rays are sampled in the box.
 */

import { frameOf } from "../../camera/cam2world.ts";
import { labelFaults } from "../../camera/label-checks.ts";
import { estimatePivot, type OpticalAxis } from "../../camera/pivot.ts";
import { mean } from "../../tensor/statistics.ts";
import { addVec3, dotVec3, lengthVec3, normalizeVec3, scaleVec3, subtractVec3, type Vec3 } from "../../tensor/vec3.ts";
import type { LabelTable } from "../label-table.ts";
import type { FindingCollector } from "./findings.ts";
import { crossingText, missesBox, pointText, type Scene } from "./sampled-box.ts";

interface NamedCamera extends OpticalAxis {
	readonly name: string;
	readonly label: readonly number[];
}

/** Fewer cameras are no set. */
const FEWEST = 3;
/** Deviation of directions, radians, from which something can be said of places and of the point looked at. */
const LEAST_TURN = 0.05;
/** Cameras that look at one point spread by turn times distance; those of inverted matrices by a tenth of that. */
const LEAST_SPREAD = 1 / 3;
/** Root mean square distance of optical axes from the point nearest to them: shares of the cameras' distance from it. */
const MOST_ASIDE = 0.1;
/** The same as a share of how far the cameras' turn moves them: what is aimed loosely from narrow poses stays below it. */
const MOST_ASIDE_OF_TURN = 1 / 3;
/** The same up to which the point looked at is known well enough to be held against the box. */
const SURE_ASIDE_OF_TURN = 0.15;
/**
 * Adds what is wrong with the cameras whose labels are sound one by one. Of several scenes the one counts that fits best;
 * without any, what depends on units is not judged.
 */
export function checkCameras(table: LabelTable, scenes: readonly Scene[], findings: FindingCollector): void {
	const cameras = soundCameras(table);
	if (cameras.length < FEWEST) return;
	const alike = commonest(cameras);
	if (alike.length > cameras.length / 2) {
		for (const { name } of alike) findings.add("cameras-alike", name);
	} else if (standInOnePlace(cameras)) {
		for (const { name, position } of cameras) findings.add("cameras-in-one-place", name, `at ${pointText(position)}`);
		return;
	}
	const pivot = judgePivot(cameras, findings);
	judgeScene(cameras, pivot, scenes, findings);
}

function soundCameras({ labels }: LabelTable): NamedCamera[] {
	const sound = [...labels].filter(([, { values }]) => labelFaults(values).length === 0);
	return sound.map(([name, { values }]) => ({ name, label: values, ...frameOf(values) }));
}

/** Cameras with the label that most have, to four digits behind the point. */
function commonest(cameras: readonly NamedCamera[]): readonly NamedCamera[] {
	const groups = new Map<string, NamedCamera[]>();
	let largest: NamedCamera[] = [];
	for (const camera of cameras) {
		const key = camera.label.map((value) => Math.round(value * 1e4)).join();
		const group = groups.get(key) ?? [];
		group.push(camera);
		groups.set(key, group);
		if (group.length > largest.length) largest = group;
	}
	return largest;
}

function standInOnePlace(cameras: readonly OpticalAxis[]): boolean {
	const turn = turnOf(cameras);
	const positions = cameras.map(({ position }) => position);
	const centre = meanOf(positions);
	const spread = Math.sqrt(mean(positions.map((position) => lengthVec3(subtractVec3(position, centre)) ** 2)));
	return turn > LEAST_TURN && spread < LEAST_SPREAD * turn * mean(positions.map(lengthVec3));
}

/** The point that all look at, where it is known well; adds findings where there should be. */
function judgePivot(cameras: readonly NamedCamera[], findings: FindingCollector): Vec3 | null {
	const turn = turnOf(cameras);
	const pivot = turn > LEAST_TURN ? estimatePivot(cameras) : null;
	if (!pivot) return null;
	const seen = cameras.map((camera) => ({ name: camera.name, ...pointBefore(camera, pivot) }));
	const behind = seen.filter(({ ahead }) => ahead <= 0).length;
	const aside = Math.sqrt(mean(seen.map((point) => point.aside ** 2)));
	const distance = mean(seen.map((point) => point.distance));
	const isApart = aside > Math.max(MOST_ASIDE, MOST_ASIDE_OF_TURN * turn) * distance;
	if (behind <= cameras.length / 2 && !isApart) return aside <= SURE_ASIDE_OF_TURN * turn * distance ? pivot : null;
	for (const { name, aside, ahead } of seen) {
		const place = `${aside.toPrecision(3)} beside its axis${ahead <= 0 ? " and behind it" : ""}`;
		findings.add("cameras-look-apart", name, `the point nearest to all axes, ${pointText(pivot)}, is ${place}`);
	}
	return null;
}

/** How far a point is from a camera, along its optical axis, and beside it. */
function pointBefore({ position, forward }: OpticalAxis, point: Vec3) {
	const way = subtractVec3(point, position);
	const ahead = dotVec3(normalizeVec3(forward), way);
	const distance = lengthVec3(way);
	return { distance, ahead, aside: Math.sqrt(Math.max(0, distance * distance - ahead * ahead)) };
}

function judgeScene(
	cameras: readonly NamedCamera[],
	pivot: Vec3 | null,
	scenes: readonly Scene[],
	findings: FindingCollector,
): void {
	const judged = scenes.map((scene) => ({ scene, missing: cameras.filter((camera) => missesBox(camera, scene)) }));
	const [best] = judged.sort((a, b) => a.missing.length - b.missing.length);
	if (!best) return;
	const { scene, missing } = best;
	for (const camera of missing) findings.add("cameras-miss-box", camera.name, crossingText(camera, scene));
	if (missing.length > cameras.length / 2 || !pivot) return;
	if (Math.max(...pivot.map(Math.abs)) <= scene.boxWarp / 2) return;
	const detail = `at ${pointText(pivot)}, and the box reaches to ±${scene.boxWarp / 2}`;
	for (const { name } of cameras) findings.add("cameras-look-past-box", name, detail);
}

/** Root mean square deviation of the directions from their mean. */
function turnOf(cameras: readonly OpticalAxis[]): number {
	const middle = lengthVec3(meanOf(cameras.map(({ forward }) => normalizeVec3(forward))));
	return Math.sqrt(Math.max(0, 1 - middle * middle));
}

function meanOf(points: readonly Vec3[]): Vec3 {
	return scaleVec3(points.reduce<Vec3>(addVec3, [0, 0, 0]), 1 / points.length);
}
