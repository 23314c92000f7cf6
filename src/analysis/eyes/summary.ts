/** Means over people, with intervals. One person counts once: their two eyes are averaged. */

import { bootstrapMean, type Estimate } from "../statistics/bootstrap.ts";
import type { LevelSockets } from "./level-sockets.ts";
import type { DepthVerdict, EyesSummary, LevelSummary, PersonEyesRecord } from "./record.ts";
import type { SocketMeasure } from "./socket.ts";

export function summarizeEyes(people: readonly PersonEyesRecord[], levels: readonly (number | null)[]): EyesSummary {
	const found = people.filter((person) => person.found);
	return {
		people: people.length,
		found: found.length,
		levels: levels.map((level, index) =>
			levelSummary(
				level,
				found.map(({ sockets }) => sockets[index] ?? null),
			),
		),
		usual: levels.map((level, index) =>
			levelSummary(
				level,
				people.map(({ usual }) => usual[index] ?? null),
			),
		),
		slope: bootstrapMean(found.map(({ gaze }) => gaze.slope)),
		apparentSlope: bootstrapMean(found.map(({ apparentSlope }) => apparentSlope)),
		readSlope: bootstrapMean(people.map(({ reading }) => reading?.slope ?? null)),
	};
}

function levelSummary(level: number | null, people: readonly (LevelSockets | null)[]): LevelSummary {
	const over = (pick: (measure: SocketMeasure) => number | null): (number | null)[] =>
		people.map((person) => meanOfEyes(person, pick));
	const balls = over(({ ballDepth }) => ballDepth);
	const present = balls.filter((depth) => depth !== null);
	const rimDepth = bootstrapMean(over((measure) => measure.rimDepth));
	const ballDepth = bootstrapMean(balls);
	return {
		...{ level, rimDepth, ballDepth },
		concaveShare: present.length > 0 ? present.filter((depth) => depth < 0).length / present.length : null,
		verdict: verdictOf(ballDepth),
		rimVerdict: verdictOf(rimDepth),
	};
}

/** Mean of both eyes, of the one that is known, or `null`. */
export function meanOfEyes(
	sockets: LevelSockets | null,
	pick: (measure: SocketMeasure) => number | null,
): number | null {
	const values = [sockets?.left, sockets?.right].flatMap((measure) => (measure ? (pick(measure) ?? []) : []));
	return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

/** Fewer people have no interval worth the name. */
const LEAST_PEOPLE = 3;

export function verdictOf({ low, high, count }: Estimate): DepthVerdict {
	if (low === null || high === null || count < LEAST_PEOPLE) return "undecided";
	if (low > 0) return "convex";
	return high < 0 ? "concave" : "undecided";
}
