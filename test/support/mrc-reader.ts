/**
 * An MRC reader for tests, from the format's description (MRC2014, words counted from 1), not from our writer. It honours
 * whatever MAPC, MAPR and MAPS say.
 */

export interface MrcVolume {
	/** Samples along x, y, z */
	readonly size: readonly number[];
	/** Voxel size along x, y, z: cell over sampling intervals */
	readonly voxelSize: readonly number[];
	/** Of the first voxel, from the ORIGIN words and the start numbers */
	readonly origin: readonly number[];
	readonly cellAngles: readonly number[];
	/** Which axes columns, rows and sections run along: 1 is x */
	readonly axisOrder: readonly number[];
	readonly min: number;
	readonly max: number;
	readonly mean: number;
	readonly rms: number;
	readonly spaceGroup: number;
	readonly version: number;
	readonly machineStamp: readonly number[];
	readonly labels: readonly string[];
	value(x: number, y: number, z: number): number;
}

export function readMrc(bytes: Uint8Array): MrcVolume {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const int = (word: number): number => view.getInt32((word - 1) * 4, true);
	const float = (word: number): number => view.getFloat32((word - 1) * 4, true);
	const threeInts = (word: number): number[] => [int(word), int(word + 1), int(word + 2)];
	const threeFloats = (word: number): number[] => [float(word), float(word + 1), float(word + 2)];
	const text = (from: number, to: number): string => new TextDecoder("latin1").decode(bytes.subarray(from, to));
	const stored = threeInts(1); // columns, rows, sections
	const [columns = 0, rows = 0, sections = 0] = stored;
	if (int(4) !== 2 || int(24) !== 0 || text(208, 212) !== "MAP ") throw new Error("no MRC of 32-bit floats");
	if (bytes.byteLength !== 1024 + columns * rows * sections * 4) throw new Error(`MRC of ${bytes.byteLength} bytes`);
	const axisOrder = threeInts(17);
	/** Place of each spatial axis among columns, rows and sections. */
	const place = [1, 2, 3].map((axis) => axisOrder.indexOf(axis));
	const starts = threeInts(5);
	const voxelSize = threeFloats(11).map((cell, axis) => cell / int(8 + axis));
	return {
		size: place.map((at) => stored[at] ?? 0),
		voxelSize,
		origin: threeFloats(50).map((from, axis) => from + (starts[place[axis] ?? 0] ?? 0) * (voxelSize[axis] ?? 0)),
		cellAngles: threeFloats(14),
		axisOrder,
		...{ min: float(20), max: float(21), mean: float(22), rms: float(55) },
		...{ spaceGroup: int(23), version: int(28) },
		machineStamp: [...bytes.subarray(212, 216)],
		labels: Array.from({ length: int(56) }, (_, at) => text(224 + at * 80, 304 + at * 80).trimEnd()),
		value: (...point) => {
			const [column = 0, row = 0, section = 0] = axisOrder.map((axis) => point[axis - 1] ?? 0);
			return view.getFloat32(1024 + 4 * ((section * rows + row) * columns + column), true);
		},
	};
}
