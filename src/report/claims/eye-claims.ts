/** Claims about eyes and shapes (E4): gaze, sockets, the cause, the cropped region, and the meshes themselves. */

import type { EyesRecord, LevelSummary, PersonEyesRecord } from "../../analysis/eyes/record.ts";
import { RIM } from "../../analysis/eyes/socket.ts";
import type { ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import { EYES_REGION } from "../../analysis/shapes/regions.ts";
import { bootstrapDifference, type Estimate } from "../../analysis/statistics/bootstrap.ts";
import {
	type Claim,
	type Difference,
	type Finding,
	LEAST_PEOPLE,
	notTested,
	twoWanted,
	type Verdict,
	verdictAbove,
	verdictBelow,
} from "./claim.ts";
import { counted, countedPeople, decimal, interval, percent } from "./number-words.ts";

export interface MeasuredEyes {
	readonly about: string;
	readonly record: EyesRecord;
	/** Side of the network's box, world units; `null` where no shape says it. */
	readonly boxWarp: number | null;
}

/** The report's level of the surface. */
const REPORT_LEVEL = 10;

const SLOPE = "slope of the gaze, 1 follows the camera";
const SLOPE_READ = "slope of the gaze, read from whole pictures, 1 follows the camera";
const HEIGHT = "iris over the white of the eye, in distances between the eyes";
const INSIDE = "people with both eyes in the region";

export function eyeClaims(networks: readonly MeasuredEyes[], differ: Difference | null): Claim[] {
	return [
		{
			id: "eyes-follow",
			title: "Eyes follow the camera",
			said: "For different viewing angles, the eyes stay focused on the camera.",
			rule: "Slope of the gaze against the camera's yaw: 1 is locked to it, 0 fixed in the head. Shown where the interval of the mean over people lies above one half, contradicted where it lies below. Where too few irises are found, the slope is read from whole pictures, if there is a reader, which can show the claim and not contradict it.",
			findings: networks.map(gazeFinding),
		},
		{
			id: "sockets-concave",
			title: "Eye sockets are concave",
			said: "In the 3D head models, it can be seen that the eye sockets are concave.",
			rule: `Height of the iris over the white beside it on the surface sigma = ${REPORT_LEVEL} (where that is not measured: on the surface as rendered), in distances between the eyes. Shown where the interval lies below 0, contradicted where it lies above. Where too few irises are found, the heights are those where people framed as portraits usually have their eyes.`,
			findings: networks.map(socketFinding),
		},
		causeOfGaze(networks, differ),
		{
			id: "eyes-in-crop",
			title: "Eyes lie within 50 to 63 % of the height",
			said: "The bottom 50 % and the top 37 % are redundant; for all faces tested, the eyes fall within this region.",
			rule: `Both eyes with their lids (±${RIM.y} distances between the eyes about the iris) within 50 to 63 % of the height of the box. Shown where that holds for at least ${LEAST_PEOPLE} people and for all whose eyes were found; contradicted by one for whom it does not.`,
			findings: networks.map(cropFinding),
		},
	];
}

function gazeFinding({ about, record: { summary } }: MeasuredEyes): Finding {
	const { slope, apparentSlope, readSlope, found, people } = summary;
	if (slope.count < LEAST_PEOPLE && readSlope.count > 0) {
		return {
			...{ about, quantity: SLOPE_READ, value: interval(readSlope, 2), basis: countedPeople(readSlope.count) },
			note: "Such readings err towards 0.",
			verdict: shownOnly(verdictAbove(readSlope, 0.5)),
		};
	}
	if (slope.count === 0) return notTested(about, SLOPE, noEyes(found, people));
	return {
		...{ about, quantity: SLOPE, value: interval(slope, 2), basis: countedPeople(slope.count) },
		note: `With what hollow sockets add, ${interval(apparentSlope, 2)}. Eyes were found in ${found} of ${people} people.`,
		verdict: verdictAbove(slope, 0.5),
	};
}

/** A reader sees no gaze in faces without eyes either, so that its readings contradict nothing. */
function shownOnly(verdict: Verdict): Verdict {
	return verdict === "contradicted" ? "not shown" : verdict;
}

function socketFinding({ about, record: { summary } }: MeasuredEyes): Finding {
	const { levels, usual, found, people } = summary;
	const ofIrises = chosenLevel(levels, LEAST_PEOPLE);
	// a network without faces has some depth everywhere, but not that surface
	const ofPlaces = usual.find(({ level, ballDepth }) => level === REPORT_LEVEL && ballDepth.count >= LEAST_PEOPLE);
	const chosen = ofIrises ?? ofPlaces ?? chosenLevel(levels, 1);
	if (!chosen) return notTested(about, HEIGHT, noEyes(found, people));
	const { level, ballDepth, rimDepth, concaveShare } = chosen;
	const place = chosen === ofPlaces ? ", where eyes usually are" : "";
	const surface = level === null ? "On the surface as rendered" : `On the surface sigma = ${level}`;
	return {
		...{ about, quantity: HEIGHT, value: interval(ballDepth), basis: countedPeople(ballDepth.count) },
		note: `${surface}${place}. Iris over the rim: ${interval(rimDepth)}. Hollow in ${percent(concaveShare ?? 0, 0)} of the people.`,
		verdict: verdictBelow(ballDepth),
	};
}

/** The report's level, or else the first one that is measured in so many people. */
function chosenLevel(levels: readonly LevelSummary[], least: number): LevelSummary | undefined {
	const usable = levels.filter(({ ballDepth }) => ballDepth.count >= least);
	return usable.find(({ level }) => level === REPORT_LEVEL) ?? usable[0];
}

function noEyes(found: number, people: number): string {
	return found === 0
		? `No eyes were found in ${counted(people, "person", "people")}: these pictures have none that the search knows.`
		: `Eyes were found in ${found} of ${people} people, but not enough of them is seen.`;
}

function causeOfGaze(networks: readonly MeasuredEyes[], differ: Difference | null): Claim {
	const claim = {
		id: "gaze-cause",
		title: "The gaze of the training pictures is the cause",
		said: "The reason is the training data, in which people look at the camera; this could be tested by training with people who look elsewhere.",
		rule: "Needs two networks that differ in nothing but where people look in their training pictures, which --differ gaze says of them, the one of people who look at the camera first. Shown where the difference of the slopes lies above 0, contradicted where it lies below.",
	};
	const [first, second, ...more] = networks;
	const about = networks.map((network) => network.about).join(" minus ");
	const plain = "slope of the gaze, first minus second";
	if (!(first && second) || more.length > 0) {
		return { ...claim, findings: [notTested(about, plain, twoWanted(networks.length))] };
	}
	const ofIrises = differenceOf(first, second, (person) => (person.found ? person.gaze.slope : null));
	const ofReadings = differenceOf(first, second, ({ reading }) => reading?.slope ?? null);
	const isRead = ofIrises.count < LEAST_PEOPLE && ofReadings.count > 0;
	const estimate = isRead ? ofReadings : ofIrises;
	const quantity = isRead ? `${plain}, read from whole pictures` : plain;
	if (estimate.count === 0) return { ...claim, findings: [notTested(about, quantity, "Too few eyes were found.")] };
	const measured = { about, quantity, value: interval(estimate, 2), basis: countedPeople(estimate.count) };
	if (differ !== "gaze") {
		const note = "The networks are not said to differ in gaze only; a difference may have other causes.";
		return { ...claim, findings: [{ ...measured, note, verdict: "not tested" }] };
	}
	const verdict = isRead ? shownOnly(verdictAbove(estimate)) : verdictAbove(estimate);
	return { ...claim, findings: [{ ...measured, note: "", verdict }] };
}

function differenceOf(
	first: MeasuredEyes,
	second: MeasuredEyes,
	slope: (person: PersonEyesRecord) => number | null,
): Estimate {
	return bootstrapDifference(first.record.people.map(slope), second.record.people.map(slope));
}

function cropFinding({ about, record, boxWarp }: MeasuredEyes): Finding {
	const { people, found } = record.summary;
	if (found === 0) return notTested(about, INSIDE, noEyes(found, people));
	if (boxWarp === null) return notTested(about, INSIDE, "No shape was cut that says how large the box is.");
	const [, , low, high] = EYES_REGION;
	const spans = record.people.flatMap((person) => {
		if (!person.found) return [];
		const { left, right, distance } = person.eyes;
		const heights = [left.world[1], right.world[1]];
		const lid = RIM.y * distance;
		return [{ from: (Math.min(...heights) - lid) / boxWarp + 0.5, to: (Math.max(...heights) + lid) / boxWarp + 0.5 }];
	});
	const inside = spans.filter(({ from, to }) => from >= low && to <= high).length;
	const range = `${percent(Math.min(...spans.map(({ from }) => from)))} to ${percent(Math.max(...spans.map(({ to }) => to)))}`;
	const enough = spans.length >= LEAST_PEOPLE ? "shown" : "not shown";
	const verdict = inside < spans.length ? "contradicted" : enough;
	return {
		...{ about, quantity: INSIDE, value: `${inside} of ${spans.length}` },
		basis: `${counted(people, "person", "people")}, eyes found in ${found}`,
		note: `Eyes lie at ${range} of the height.`,
		verdict,
	};
}

export interface ShapedNetwork {
	readonly about: string;
	readonly shapes: readonly ShapeRecord[];
}

/** The meshes as such. */
export function shapeClaim(networks: readonly ShapedNetwork[]): Claim {
	return {
		id: "heads-have-shapes",
		title: "The network gives a 3D model of the head",
		said: "Additionally, the model creates a 3D model of the face.",
		rule: "Marching cubes at the level where frontal rays have lost half of their light. Shown where every person has a surface with an inside and without an open border.",
		findings: networks.map(({ about, shapes }) => {
			const quantity = "closed surfaces";
			if (shapes.length === 0) return notTested(about, quantity, "No surface was cut.");
			const good = shapes.filter(({ measures }) => measures.borderEdges === 0 && measures.volume > 0).length;
			const [low, high] = [Math.min, Math.max].map((end) => end(...shapes.map(({ level }) => level)));
			return {
				...{ about, quantity, value: `${good} of ${shapes.length}` },
				basis: counted(shapes.length, "person", "people"),
				note: `Levels of sigma: ${decimal(low ?? 0, 1)} to ${decimal(high ?? 0, 1)}.`,
				verdict: good === shapes.length ? "shown" : "contradicted",
			};
		}),
	};
}
