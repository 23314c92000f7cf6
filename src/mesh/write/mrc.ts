/**
 * MRC2014 (CCP4) volumes, as ChimeraX and other viewers of density maps read them (Cheng et al. 2015).
 *
 * Axes are the usual ones, columns x, rows y, sections z (MAPC, MAPR, MAPS = 1, 2, 3), since some readers ignore those
 * fields; our z-fastest volumes are turned round while they are written. Voxel size and origin are in the header's
 * ångströms, one for each world unit; the origin is the centre of the first voxel.
 */

import { InputError } from "../../tensor/errors.ts";
import { checkVolume, type Volume, type VolumeGrid } from "../volume-grid.ts";
import { checkNote, type WriteOptions } from "./write-options.ts";

/** What the header says of the values. */
export interface VolumeStatistics {
	readonly min: number;
	readonly max: number;
	readonly mean: number;
	/** Root mean square deviation from the mean */
	readonly rms: number;
}

const HEADER_BYTES = 1024;
const FLOAT_MODE = 2;
const VERSION = 20140;
const LABEL_OFFSET = 224;
const LABEL_LENGTH = 80;

/** The pieces of an MRC file: header, then one section [Y, X] for each z. Throws unless all values are finite. */
export function* mrcChunks(volume: Volume, options: WriteOptions = {}): Generator<Uint8Array> {
	checkVolume("mrcChunks", volume);
	yield mrcHeader(volume.grid, volumeStatistics(volume), options);
	const [X, Y, Z] = volume.grid.size;
	const { data } = volume.values;
	for (let k = 0; k < Z; k++) {
		const section = new Float32Array(Y * X);
		for (let j = 0; j < Y; j++) {
			for (let i = 0; i < X; i++) section[j * X + i] = data[(i * Y + j) * Z + k]!;
		}
		yield new Uint8Array(section.buffer);
	}
}

/** Smallest, largest, mean and spread, in float64. Throws `InputError` where a value is not finite. */
export function volumeStatistics({ values }: Volume): VolumeStatistics {
	let min = Number.POSITIVE_INFINITY;
	let max = Number.NEGATIVE_INFINITY;
	let sum = 0;
	const { data } = values;
	for (let i = 0; i < data.length; i++) {
		const value = data[i]!;
		if (value < min) min = value;
		if (value > max) max = value;
		sum += value;
	}
	if (!Number.isFinite(sum)) throw new InputError("volumeStatistics: a value is not finite, want finite numbers");
	const mean = sum / data.length;
	let squares = 0;
	for (let i = 0; i < data.length; i++) squares += (data[i]! - mean) ** 2;
	return { min, max, mean, rms: Math.sqrt(squares / data.length) };
}

/** The 1024 bytes before the sections, little-endian; words are numbered from 1 as in the format's description. */
export function mrcHeader(grid: VolumeGrid, statistics: VolumeStatistics, options: WriteOptions = {}): Uint8Array {
	checkNote("mrcHeader", options);
	const { note = "" } = options;
	if (note.length > LABEL_LENGTH) {
		throw new InputError(`mrcHeader: a note of ${note.length} characters, want at most ${LABEL_LENGTH}`);
	}
	const bytes = new Uint8Array(HEADER_BYTES);
	const view = new DataView(bytes.buffer);
	const integers = (word: number, ...values: readonly number[]): void => {
		for (const [at, value] of values.entries()) view.setInt32((word - 1 + at) * 4, value, true);
	};
	const floats = (word: number, ...values: readonly number[]): void => {
		for (const [at, value] of values.entries()) view.setFloat32((word - 1 + at) * 4, value, true);
	};
	const { size, spacing, origin } = grid;
	integers(1, ...size, FLOAT_MODE);
	integers(5, 0, 0, 0); // NXSTART: the first voxel is number 0
	integers(8, ...size); // MX: as many sampling intervals as voxels
	floats(11, size[0] * spacing[0], size[1] * spacing[1], size[2] * spacing[2]); // CELLA
	floats(14, 90, 90, 90); // CELLB
	integers(17, 1, 2, 3); // MAPC, MAPR, MAPS
	floats(20, statistics.min, statistics.max, statistics.mean);
	integers(23, 1, 0); // ISPG: a volume; NSYMBT: no extended header
	integers(28, VERSION);
	floats(50, ...origin);
	bytes.set(new TextEncoder().encode("MAP "), 208);
	bytes.set([0x44, 0x44, 0, 0], 212); // machine stamp: little-endian
	floats(55, statistics.rms);
	if (note) {
		integers(56, 1);
		bytes.fill(0x20, LABEL_OFFSET, LABEL_OFFSET + LABEL_LENGTH);
		bytes.set(new TextEncoder().encode(note), LABEL_OFFSET);
	}
	return bytes;
}
