/** What a report page is made of: records of experiments, with their pictures and the commands that made them. */

import type { AnglesRecord } from "../../analysis/angles/record.ts";
import type { EyesRecord } from "../../analysis/eyes/record.ts";
import type { ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import type { SweepRecord } from "../../analysis/sweep/record.ts";
import type { VolumeRecord } from "../../analysis/volume/record.ts";
import type { Difference } from "../claims/claim.ts";

/** A picture inside the page. */
export interface PagePicture {
	/** As its record calls it: `pose grid`. */
	readonly kind: string;
	/** Its name among the files beside the page. */
	readonly file: string;
	/** `data:` with the whole picture, smaller than the file. */
	readonly uri: string;
	readonly width: number;
	readonly height: number;
}

/** A record file inside the page. */
export interface PageRecord {
	/** `volume-0001.json.gz` */
	readonly file: string;
	/** The JSON, compressed by gzip, in base64: a fifth of the text. */
	readonly gzip: string;
}

/** One command, and what it left. */
export interface PageRun<Result> {
	/** Stable, for links: `volume-demo`. */
	readonly id: string;
	/** As typed in a shell. */
	readonly command: string;
	readonly result: Result | null;
	/** Why there is no result. */
	readonly failure: string | null;
	readonly records: readonly PageRecord[];
	readonly pictures: readonly PagePicture[];
}

/** A mesh as GLB, in base64; `null` where it is too large for the page. */
export interface PageMesh {
	readonly file: string;
	readonly seed: number;
	readonly glb: string | null;
}

export interface ShapesRun extends PageRun<readonly ShapeRecord[]> {
	readonly meshes: readonly PageMesh[];
}

export interface FilmRun extends PageRun<null> {
	/** `data:` with the MP4. */
	readonly film: string | null;
}

/** Everything of one network alone. */
export interface NetworkRuns {
	readonly label: string;
	/** Whether it came with the package: those networks are small and synthetic. */
	readonly embedded: boolean;
	readonly volume: PageRun<VolumeRecord>;
	readonly sweep: PageRun<SweepRecord>;
	readonly shapes: ShapesRun;
	readonly eyes: PageRun<readonly EyesRecord[]>;
	readonly eyeRegion: ShapesRun;
	readonly film: FilmRun;
}

export interface ReportContent {
	/** The command that made the page. */
	readonly command: string;
	/** Short facts about how it was made: a name and a text each. */
	readonly facts: readonly (readonly [name: string, text: string])[];
	readonly differ: Difference | null;
	readonly angles: PageRun<AnglesRecord>;
	readonly networks: readonly NetworkRuns[];
	/** The page's script: meshes that can be turned. */
	readonly script: string;
}
