/** The experiment about eyes over many people: are the sockets hollow, and do the eyes follow the camera? */

import { throwIfAborted } from "../../tensor/errors.ts";
import type { EyePicture } from "./eye-picture.ts";
import type { FaceSource } from "./face-source.ts";
import { BALL_OVER_IRIS, followingByDepth } from "./gaze.ts";
import { usualSockets } from "./level-sockets.ts";
import { measurePersonEyes, type PersonEyes } from "./person-eyes.ts";
import type { GazeReader, Seen } from "./reader/gaze-reader.ts";
import { EYES_RECORD_VERSION, type EyesRecord, type PersonEyesRecord } from "./record.ts";
import { meanOfEyes, summarizeEyes } from "./summary.ts";

export interface MeasureEyesOptions {
	/** A network's name, or what else the people are. */
	readonly subject: string;
	/** True yaws of the cameras about the pivot, degrees. */
	readonly yaws: readonly number[];
	/** Levels that the sources measure at. */
	readonly levels: readonly (number | null)[];
	/** Reads gazes from whole pictures besides. */
	readonly reader?: GazeReader | null | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Told of every person that is done. */
	readonly onPerson?: ((done: number) => void) | undefined;
}

/** A person with what they are called by. */
export interface EyesSubject {
	readonly id: number;
	readonly source: FaceSource;
	/** Whole pictures as the network gives them, for a reader. */
	readonly seen?: Seen | undefined;
}

/** The pictures of a person whose eyes were found. */
export interface ShownEyes {
	readonly id: number;
	readonly person: PersonEyes;
	readonly pictures: readonly EyePicture[];
}

export interface MeasuredEyes {
	readonly record: EyesRecord;
	readonly shown: readonly ShownEyes[];
}

/** Measures people one after the other, and sums up. */
export async function measureEyes(
	subjects: AsyncIterable<EyesSubject> | Iterable<EyesSubject>,
	options: MeasureEyesOptions,
): Promise<MeasuredEyes> {
	const { subject, yaws, levels, reader, signal } = options;
	const people: PersonEyesRecord[] = [];
	const shown: ShownEyes[] = [];
	for await (const { id, source, seen } of subjects) {
		throwIfAborted(signal, "eyes");
		const person = await measurePersonEyes(source, { yaws, signal });
		const reading = reader && seen ? await reader.read(seen, source.orbit) : null;
		const usual = await usualSockets(source);
		if ("reason" in person) people.push({ id, found: false, reason: person.reason, usual, reading });
		else {
			people.push({ ...personRecord(id, person), usual, reading });
			shown.push({ id, person, pictures: person.pictures });
		}
		options.onPerson?.(people.length);
	}
	const summary = summarizeEyes(people, levels);
	return {
		record: { kind: "eyes", version: EYES_RECORD_VERSION, subject, yaws, levels, people, summary },
		shown,
	};
}

function personRecord(id: number, { eyes: { found, ...eyes }, sockets, gaze }: PersonEyes) {
	const rim = meanOfEyes(sockets[0] ?? null, ({ rimDepth }) => rimDepth);
	const radius = (BALL_OVER_IRIS * eyes.irisRadius) / eyes.distance;
	const apparentSlope = gaze.slope !== null && rim !== null ? gaze.slope + followingByDepth(rim, radius) : null;
	return { id, found, eyes, sockets, gaze, apparentSlope };
}
