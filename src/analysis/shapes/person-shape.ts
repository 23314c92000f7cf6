/**
 * A person's shape from options as people give them – a level or `auto`, a region by name – and the record of what was
 * done, plain data for JSON.
 */

import type { Generator } from "../../generator/generator.ts";
import { frontalConditioning } from "../../generator/training-cameras.ts";
import type { VolumeRegion } from "../../generator/volume.ts";
import { InputError } from "../../tensor/errors.ts";
import { type FoundEyes, findEyes } from "../eyes/find-eyes.ts";
import { generatorFace } from "../eyes/generator-face.ts";
import type { Person } from "../person.ts";
import { type AutomaticLevel, automaticLevel } from "./automatic-level.ts";
import { type ExtractedMesh, type ExtractOptions, extractMesh } from "./extract-mesh.ts";
import { type PersonVolume, personVolume } from "./person-volume.ts";
import { EYES_REGION, PERSON_REGION, regionAroundEyes, WHOLE_REGION, withoutBorder } from "./regions.ts";

/**
 * `person` is the middle of the box, `eyes` the report's part of the height, `eyes-auto` a box around the eyes that are found
 * in the frontal picture.
 */
export type Crop = "person" | "eyes" | "eyes-auto" | VolumeRegion;

/** Those of the mesh, with a level and a part of the box that may have to be found first. */
export interface ShapeOptions extends Omit<ExtractOptions, "level" | "region"> {
	readonly level: number | "auto";
	readonly crop?: Crop | undefined;
	/** What is left out along every side of the box, as a share of it. Default 0. */
	readonly border?: number | undefined;
}

export interface ShapeRecord {
	readonly kind: "shape";
	readonly version: 1;
	readonly seed: number;
	/** Value of sigma at the surface, and how it came about. */
	readonly level: number;
	readonly automaticLevel: AutomaticLevel | null;
	/** Shares of the box's sides: x0, x1, y0, y1, z0, z1; y upwards, z towards the frontal camera. */
	readonly region: VolumeRegion;
	/** Where the crop came from, with `eyes-auto`. */
	readonly eyes: Omit<FoundEyes, "found"> | null;
	/** Side of the box about the origin, world units. */
	readonly boxWarp: number;
	/** Voxels along the whole box, and those of the region: centres from `origin` on, `spacing` apart, world units. */
	readonly resolution: number;
	readonly grid: ExtractedMesh["grid"];
	/** Right-handed, y up, the face towards +z; positions are world units. */
	readonly frame: "right-handed, y up, z towards the frontal camera";
	readonly sigmaRange: ExtractedMesh["sigmaRange"];
	readonly trianglesFound: number;
	readonly simplifyError: number;
	readonly measures: ExtractedMesh["measures"];
}

export interface PersonShape {
	readonly volume: PersonVolume;
	readonly region: VolumeRegion;
	readonly extracted: ExtractedMesh;
	readonly record: ShapeRecord;
}

/** Rejects with `InputError` where no eyes are found for `eyes-auto`, or no surface. */
export async function personShape(generator: Generator, person: Person, options: ShapeOptions): Promise<PersonShape> {
	const { level: wanted, crop: _, border: __, ...ofMesh } = options;
	const { resolution, signal } = ofMesh;
	const volume = personVolume(generator, person.planes, person.ws);
	const { region, eyes } = await regionOf(generator, person, options);
	const automatic =
		wanted === "auto" ? await automaticLevel(volume, frontalConditioning(generator.config.rendering), signal) : null;
	const level = automatic?.level ?? Number(wanted);
	const extracted = await extractMesh(volume, { ...ofMesh, level, region });
	const { grid, sigmaRange, trianglesFound, simplifyError, measures } = extracted;
	return {
		...{ volume, region, extracted },
		record: {
			...{ kind: "shape", version: 1, seed: person.seed, level, automaticLevel: automatic, region, eyes },
			...{ boxWarp: volume.boxWarp, resolution, grid, frame: "right-handed, y up, z towards the frontal camera" },
			...{ sigmaRange, trianglesFound, simplifyError, measures },
		},
	};
}

async function regionOf(
	generator: Generator,
	person: Person,
	{ crop, border = 0, signal }: ShapeOptions,
): Promise<{ readonly region: VolumeRegion; readonly eyes: ShapeRecord["eyes"] }> {
	if (crop !== "eyes-auto") {
		const named = { person: PERSON_REGION, eyes: EYES_REGION };
		const region = typeof crop === "string" ? named[crop] : (crop ?? WHOLE_REGION);
		return { region: withoutBorder(region, border), eyes: null };
	}
	const found = await findEyes(generatorFace(generator, person, { levels: [], signal }));
	if (!found.found) {
		throw new InputError(
			`crop eyes-auto: seed ${person.seed}: no eyes found (${found.reason}) – give six shares, or 'eyes' for the report's part`,
		);
	}
	const { found: _, ...eyes } = found;
	const around = regionAroundEyes(found.middle, found.distance, generator.config.rendering.boxWarp);
	return { region: withoutBorder(around, border), eyes };
}
