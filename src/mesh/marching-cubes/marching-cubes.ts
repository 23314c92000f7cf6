/**
 * Marching cubes over slabs: an iso-surface as an indexed, welded mesh, from samples that arrive one x after the other.
 * Two slabs are held at a time, so a volume of 512³ needs no more memory than its surface and some 8 MB.
 *
 * One vertex lies on every edge of the grid whose ends are on different sides of the level, where linear interpolation
 * puts it, but never closer to an end than `END_MARGIN` of the edge: samples that equal the level would otherwise pull
 * several vertices onto one point and leave triangles without area. With that and the cases of `case-table.ts` the
 * surface is a closed manifold, but for where it leaves an open region, and no triangle is degenerate.
 *
 * Inside are samples ≥ level; triangles are counter-clockwise seen from outside, so normals point down the field.
 */

import { InputError, ShapeError } from "../../tensor/errors.ts";
import { GrowingTriples } from "../growing-array.ts";
import type { Mesh } from "../mesh.ts";
import { checkGrid, type VolumeGrid } from "../volume-grid.ts";
import { buildCaseTable, type CaseTable, type CubeEdge, cubeEdges } from "./case-table.ts";
import { ROW_MIXED, Slab } from "./slab.ts";

export interface MarchingCubesOptions {
	/** Iso-level: samples from here on are inside. For sigma 10 is usual. */
	readonly level: number;
	/**
	 * What lies beyond the region. `closed`: nothing, so the surface is closed half a spacing beyond the outer samples,
	 * where their voxels end. `open`: unknown, so the surface ends at the outer samples.
	 */
	readonly border?: "closed" | "open";
	/** More triangles throw `InputError`. */
	readonly maxTriangles?: number;
}

export const MARCHING_CUBES_DEFAULTS: Required<Omit<MarchingCubesOptions, "level">> = Object.freeze({
	border: "closed",
	maxTriangles: 2 ** 25,
});

/** Vertices stay this share of an edge away from its ends: at most a thousandth of a voxel of error. */
const END_MARGIN = 2 ** -10;
/** Kinds of edges whose vertices are remembered: along y and z in the earlier slab and the later, along x between. */
const EDGE_LISTS = 5;

/** Takes slabs one by one, then gives the mesh. */
export class MarchingCubes {
	readonly #grid: VolumeGrid;
	readonly #level: number;
	readonly #margin: 0 | 1;
	readonly #table: CaseTable = buildCaseTable();
	readonly #edges: readonly CubeEdge[] = cubeEdges();
	readonly #positions: GrowingTriples<Float32Array>;
	readonly #indices: GrowingTriples<Uint32Array>;
	/** [5, rows · columns] vertex on each crossed edge; elsewhere anything */
	readonly #vertexOf: Int32Array;
	/** [12] where each edge of a cube lies in `#vertexOf`, from the cube's first corner */
	readonly #edgeOffset: Int32Array = new Int32Array(12);
	#earlier: Slab;
	#later: Slab;
	/** Slabs seen, margins included. */
	#slabs = 0;
	#given = 0;
	#finished = false;

	/** Throws `InputError` for a grid or options that cannot be. */
	constructor(grid: VolumeGrid, options: MarchingCubesOptions) {
		checkGrid("marching cubes", grid);
		const { level, border, maxTriangles } = { ...MARCHING_CUBES_DEFAULTS, ...options };
		checkOptions(level, maxTriangles);
		const [, Y, Z] = grid.size;
		if (border === "open" && Math.min(...grid.size) < 2) {
			throw new InputError(
				`marching cubes: grid of ${grid.size.join(" × ")} with an open border, want at least 2 a side`,
			);
		}
		this.#grid = grid;
		this.#level = level;
		this.#margin = border === "closed" ? 1 : 0;
		this.#earlier = new Slab(Y, Z, this.#margin);
		this.#later = new Slab(Y, Z, this.#margin);
		this.#vertexOf = new Int32Array(EDGE_LISTS * this.#later.values.length);
		const tooMany = `marching cubes: more than ${maxTriangles} triangles at level ${level}: crop the region, sample it more coarsely, or raise maxTriangles`;
		this.#indices = new GrowingTriples((length) => new Uint32Array(length), maxTriangles, tooMany);
		// Every vertex has at least one triangle, and of those no more than three vertices.
		this.#positions = new GrowingTriples((length) => new Float32Array(length), 3 * maxTriangles, tooMany);
		if (this.#margin === 1) this.#advance((slab) => slab.clear());
	}

	/**
	 * Takes the next slab, the samples of one x.
	 * @param samples  [Y, Z]; may be reused afterwards. Numbers that are not finite throw `InputError`
	 */
	push(samples: Float32Array): void {
		const [X, Y, Z] = this.#grid.size;
		if (this.#finished || this.#given >= X) throw new InputError(`marching cubes: a slab too many, want ${X}`);
		if (samples.length !== Y * Z) {
			throw new ShapeError(`marching cubes: slab ${this.#given} has ${samples.length} samples, want ${Y} × ${Z}`);
		}
		this.#advance((slab) => slab.fill(samples, this.#level, this.#given));
		this.#given++;
	}

	/** The mesh of all slabs; has no triangles where the level is never crossed. Throws `InputError` if slabs are missing. */
	finish(): Mesh {
		const [X] = this.#grid.size;
		if (this.#finished) throw new InputError("marching cubes: finished already");
		if (this.#given < X) throw new InputError(`marching cubes: ${this.#given} slabs came, want ${X}`);
		if (this.#margin === 1) this.#advance((slab) => slab.clear());
		this.#finished = true;
		return { positions: this.#positions.toArray(), indices: this.#indices.toArray() };
	}

	#advance(fill: (slab: Slab) => void): void {
		[this.#earlier, this.#later] = [this.#later, this.#earlier];
		fill(this.#later);
		this.#placeEdges();
		this.#crossRows();
		this.#crossColumns();
		if (this.#slabs > 0) {
			this.#crossSlabs();
			this.#makeTriangles();
		}
		this.#slabs++;
	}

	/** The two lists of in-slab edges change places with every slab. */
	#placeEdges(): void {
		const { columns, values } = this.#later;
		const area = values.length;
		for (const [edge, { axis, from }] of this.#edges.entries()) {
			const list = axis === 0 ? 4 : this.#inSlabList(axis, (from >> 1) & 1);
			this.#edgeOffset[edge] = list * area + (from & 1) * columns + (from >> 2);
		}
	}

	/** Number of the list of edges along `axis` in the earlier (0) or later (1) slab. */
	#inSlabList(axis: 1 | 2, later: number): number {
		return ((this.#slabs + later) & 1) * 2 + axis - 1;
	}

	/** Vertices on edges along y within the later slab. */
	#crossRows(): void {
		const { rows, columns, inside, rowState, values } = this.#later;
		const base = this.#inSlabList(1, 1) * values.length;
		for (let j = 0; j + 1 < rows; j++) {
			if (rowState[j] === rowState[j + 1] && rowState[j] !== ROW_MIXED) continue;
			const end = (j + 1) * columns;
			for (let at = j * columns; at < end; at++) {
				if (inside[at] === inside[at + columns]) continue;
				const t = this.#crossing(values[at]!, values[at + columns]!);
				this.#vertexOf[base + at] = this.#addVertex(this.#slabs, j + t, at - j * columns);
			}
		}
	}

	/** Vertices on edges along z within the later slab. */
	#crossColumns(): void {
		const { rows, columns, inside, rowState, values } = this.#later;
		const base = this.#inSlabList(2, 1) * values.length;
		for (let j = 0; j < rows; j++) {
			if (rowState[j] !== ROW_MIXED) continue;
			const end = (j + 1) * columns - 1;
			for (let at = j * columns; at < end; at++) {
				if (inside[at] === inside[at + 1]) continue;
				const t = this.#crossing(values[at]!, values[at + 1]!);
				this.#vertexOf[base + at] = this.#addVertex(this.#slabs, j, at - j * columns + t);
			}
		}
	}

	/** Vertices on edges along x, from the earlier slab to the later. */
	#crossSlabs(): void {
		const { rows, columns, inside, rowState, values } = this.#earlier;
		const later = this.#later;
		const base = 4 * values.length;
		for (let j = 0; j < rows; j++) {
			if (rowState[j] === later.rowState[j] && rowState[j] !== ROW_MIXED) continue;
			const end = (j + 1) * columns;
			for (let at = j * columns; at < end; at++) {
				if (inside[at] === later.inside[at]) continue;
				const t = this.#crossing(values[at]!, later.values[at]!);
				this.#vertexOf[base + at] = this.#addVertex(this.#slabs - 1 + t, j, at - j * columns);
			}
		}
	}

	#makeTriangles(): void {
		const { rows, columns, inside: near, rowState } = this.#earlier;
		const { inside: far, rowState: farState } = this.#later;
		for (let j = 0; j + 1 < rows; j++) {
			const state = rowState[j];
			const plain = state === rowState[j + 1] && state === farState[j] && state === farState[j + 1];
			if (plain && state !== ROW_MIXED) continue;
			const end = (j + 1) * columns - 1;
			let at = j * columns;
			/** Corners 0 to 3 of the cube in its low bits; the next column's move down as the cube moves along z. */
			let corners = near[at]! | (near[at + columns]! << 1) | (far[at]! << 2) | (far[at + columns]! << 3);
			for (; at < end; at++) {
				const next =
					near[at + 1]! | (near[at + columns + 1]! << 1) | (far[at + 1]! << 2) | (far[at + columns + 1]! << 3);
				const cube = corners | (next << 4);
				if (cube !== 0 && cube !== 255) this.#addTriangles(cube, at);
				corners = next;
			}
		}
	}

	#addTriangles(cube: number, at: number): void {
		const { start, edges } = this.#table;
		const first = start[cube]!;
		const end = start[cube + 1]!;
		this.#indices.reserve((end - first) / 3);
		const out = this.#indices.values;
		let length = this.#indices.length;
		for (let corner = first; corner < end; corner++) {
			out[length++] = this.#vertexOf[this.#edgeOffset[edges[corner]!]! + at]!;
		}
		this.#indices.length = length;
	}

	/** Where along an edge the level lies, in the open interval from 0 to 1; halfway to a sample that is not there. */
	#crossing(from: number, to: number): number {
		if (from === Number.NEGATIVE_INFINITY || to === Number.NEGATIVE_INFINITY) return 0.5;
		const t = (this.#level - from) / (to - from);
		return Math.min(Math.max(t, END_MARGIN), 1 - END_MARGIN);
	}

	/** Appends a vertex at grid coordinates that count margins; returns its number. */
	#addVertex(i: number, j: number, k: number): number {
		const { origin, spacing } = this.#grid;
		const list = this.#positions;
		list.reserve(1);
		const at = list.length;
		list.values[at] = origin[0] + spacing[0] * (i - this.#margin);
		list.values[at + 1] = origin[1] + spacing[1] * (j - this.#margin);
		list.values[at + 2] = origin[2] + spacing[2] * (k - this.#margin);
		list.length = at + 3;
		return at / 3;
	}
}

function checkOptions(level: number, maxTriangles: number): void {
	if (!Number.isFinite(level)) throw new InputError(`marching cubes: level ${level}, want a finite number`);
	if (!Number.isInteger(maxTriangles) || maxTriangles < 1 || maxTriangles > 2 ** 28) {
		throw new InputError(`marching cubes: maxTriangles ${maxTriangles}, want a whole number from 1 to ${2 ** 28}`);
	}
}
