/**
 * The distance field of a person in the box of side 1 about the origin: nested grids of cells, each cell with a program of
 * the few operations that matter there, made when first asked for. Where a cell holds no surface, the finer cells in it
 * are never made.
 */

import { Evaluator } from "./evaluate.ts";
import { Lattice } from "./lattice.ts";
import { encodeParts, type PartNodes, type PartSteps, pruneParts, writeParts } from "./prune.ts";

/** Cells along each side of the box, from the coarsest grid to the finest; each divides the next. */
const SIDES: readonly number[] = [5, 15, 30];

/** Cells of one size: where their programs are, and bounds of the distance. */
interface Cells {
	readonly perSide: number;
	/** Half of a cell's diagonal. */
	readonly radius: number;
	/** Where each cell's program begins and ends; begin is −1 where none was made yet. */
	readonly begin: Int32Array;
	readonly end: Int32Array;
	/** 1 where no surface goes through the cell. */
	readonly empty: Uint8Array;
	/** What cells' programs are made of, for the finer cells in them. */
	readonly kept: Map<number, readonly PartNodes[]>;
	readonly finer: Cells | null;
}

export class Field {
	/** The part that the last true distance was measured to. */
	get part(): number {
		return this.#evaluator.part;
	}

	readonly #parts: readonly PartNodes[];
	readonly #evaluator: Evaluator = new Evaluator();
	/** Programs, one after another. */
	#code: Float64Array = new Float64Array(1 << 15);
	#used = 0;
	readonly #coarsest: Cells;
	readonly #finest: Cells;
	readonly #lattice: Lattice = new Lattice((x, y, z) => this.distance(x, y, z));

	constructor(parts: readonly PartSteps[]) {
		this.#parts = encodeParts(parts);
		const grids = nestedCells(SIDES);
		this.#coarsest = grids.coarsest;
		this.#finest = grids.finest;
	}

	/** Distance to the nearest part at a point; outside the box, the program of the nearest cell is used. */
	distance(x: number, y: number, z: number): number {
		const finest = this.#finest;
		const cell = cellOf(x, y, z, finest.perSide);
		const begin = finest.begin[cell]!;
		if (begin >= 0) return this.#evaluator.distance(this.#code, begin, finest.end[cell]!, x, y, z);
		const cells = this.#prepare(x, y, z);
		const larger = cellOf(x, y, z, cells.perSide);
		return this.#evaluator.distance(this.#code, cells.begin[larger]!, cells.end[larger]!, x, y, z);
	}

	/** The same, off by less than `ROUGHNESS`, and quicker. */
	roughDistance(x: number, y: number, z: number): number {
		return this.#lattice.distance(x, y, z);
	}

	/**
	 * How far one may go from a point along a direction with no surface in between: to the end of the point's cell where
	 * the cell is empty, else 0.
	 */
	leap(x: number, y: number, z: number, dx: number, dy: number, dz: number): number {
		const finest = this.#finest;
		const cell = cellOf(x, y, z, finest.perSide);
		if (finest.begin[cell]! >= 0 && finest.empty[cell] === 0) return 0;
		const cells = this.#prepare(x, y, z);
		const empty = cells.empty[cellOf(x, y, z, cells.perSide)] === 1;
		return empty ? wayOut(x, y, z, dx, dy, dz, cells.perSide) : 0;
	}

	/** Makes the programs for a point, down to the first empty cell or the finest. @returns the cells that are enough */
	#prepare(x: number, y: number, z: number): Cells {
		let cells = this.#coarsest;
		let from = this.#parts;
		for (;;) {
			const cell = cellOf(x, y, z, cells.perSide);
			if (cells.begin[cell]! < 0) this.#make(cells, cell, from);
			if (cells.finer === null || cells.empty[cell] === 1) return cells;
			from = cells.kept.get(cell) ?? this.#parts;
			cells = cells.finer;
		}
	}

	#make(cells: Cells, cell: number, from: readonly PartNodes[]): void {
		const { perSide, radius } = cells;
		const middle = (i: number): number => ((i % perSide) + 0.5) / perSide - 0.5;
		const centre = {
			x: middle(cell),
			y: middle(Math.floor(cell / perSide)),
			z: middle(Math.floor(cell / perSide ** 2)),
			radius,
		};
		const { parts, low } = pruneParts(from, centre, this.#evaluator);
		cells.begin[cell] = this.#used;
		cells.empty[cell] = low > 0 ? 1 : 0;
		if (cells.finer === null || low > 0) writeParts(parts, (operation) => this.#write(operation));
		else cells.kept.set(cell, parts);
		cells.end[cell] = this.#used;
	}

	#write(operation: Float64Array): void {
		if (this.#used + operation.length > this.#code.length) {
			const larger = new Float64Array(this.#code.length * 2);
			larger.set(this.#code);
			this.#code = larger;
		}
		// A loop: `set` costs more than these few numbers.
		const code = this.#code;
		let used = this.#used;
		for (let i = 0; i < operation.length; i++) code[used++] = operation[i]!;
		this.#used = used;
	}
}

function nestedCells(sides: readonly number[]): { readonly coarsest: Cells; readonly finest: Cells } {
	let cells = newCells(sides.at(-1) ?? 1, null);
	const finest = cells;
	for (const perSide of sides.slice(0, -1).reverse()) cells = newCells(perSide, cells);
	return { coarsest: cells, finest };
}

function newCells(perSide: number, finer: Cells | null): Cells {
	return {
		perSide,
		radius: Math.sqrt(3) / (2 * perSide),
		begin: new Int32Array(perSide ** 3).fill(-1),
		end: new Int32Array(perSide ** 3),
		empty: new Uint8Array(perSide ** 3),
		kept: new Map(),
		finer,
	};
}

function cellOf(x: number, y: number, z: number, perSide: number): number {
	return index(x, perSide) + perSide * (index(y, perSide) + perSide * index(z, perSide));
}

function index(p: number, perSide: number): number {
	return Math.min(Math.max(Math.floor((p + 0.5) * perSide), 0), perSide - 1);
}

/** Steps over a cell's border by this much, world units, so that the next cell is found. */
const OVER = 1e-6;

/** Way along a unit direction to the border of the cell of a point. */
function wayOut(x: number, y: number, z: number, dx: number, dy: number, dz: number, perSide: number): number {
	return Math.min(slab(x, dx, perSide), slab(y, dy, perSide), slab(z, dz, perSide)) + OVER;
}

function slab(p: number, d: number, perSide: number): number {
	if (d === 0) return Number.POSITIVE_INFINITY;
	const border = (index(p, perSide) + (d > 0 ? 1 : 0)) / perSide - 0.5;
	return Math.max((border - p) / d, 0);
}
