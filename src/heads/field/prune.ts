/**
 * Programs for a cell of space: what cannot matter anywhere in the cell is left out (interval pruning, as in Keeter 2020,
 * "Massively parallel rendering of complex closed-form implicit surfaces", here with intervals from one distance and a
 * Lipschitz bound). Inside its cell a pruned program gives the same distances as the whole.
 */

import { type Evaluator, FAR, JOINING_CODE } from "./evaluate.ts";
import { CODE, isDeformation, type Joining, type Solid, type Step } from "./solids.ts";

/** A part of a person: its number in segmentation maps, and the steps that make it. */
export interface PartSteps {
	readonly part: number;
	readonly steps: readonly Step[];
}

/** A step as the interpreter reads it. */
interface Node {
	readonly joining: Joining;
	readonly blend: number;
	/** The operation; of a group, the one that closes it. */
	readonly operation: Float64Array;
	/** A program of this solid alone; empty for groups and deformations. */
	readonly alone: Float64Array;
	readonly children: readonly Node[] | null;
	/** How far a deformation moves the surface; 0 for what is none. */
	readonly depth: number;
}

export interface PartNodes {
	readonly part: number;
	readonly nodes: readonly Node[];
}

export interface Cell {
	readonly x: number;
	readonly y: number;
	readonly z: number;
	/** Half of the cell's diagonal. */
	readonly radius: number;
}

/** What is left in a cell, and a number that no distance there is below. */
export interface PrunedParts {
	readonly parts: readonly PartNodes[];
	readonly low: number;
}

interface Pruned {
	readonly nodes: readonly Node[];
	/** Distance in the middle of the cell. */
	readonly middle: number;
	/** By how much ridges may move the surface. */
	readonly slack: number;
}

/**
 * Distances change at most this much faster than the way does: by rights 1, but estimates for ellipsoids change a little
 * faster.
 */
const LIPSCHITZ = 1.1;
/** Cells further than this from a surface need no fine detail. World units. */
const MARGIN = 0.005;
const NOTHING = new Float64Array(0);
const OPEN = Float64Array.of(CODE.open, 0, 0, 0, 0);

export function encodeParts(parts: readonly PartSteps[]): readonly PartNodes[] {
	return parts.map(({ part, steps }) => ({ part, nodes: steps.map(encodeStep) }));
}

/** The parts, and of them the steps, that matter in a cell, and a lower bound of the distance. */
export function pruneParts(parts: readonly PartNodes[], cell: Cell, evaluator: Evaluator): PrunedParts {
	const reach = cell.radius * LIPSCHITZ;
	const pruned: (Pruned & { readonly part: number })[] = [];
	let high = FAR;
	for (const { part, nodes } of parts) {
		const { nodes: kept, middle, slack } = pruneNodes(nodes, cell, evaluator);
		pruned.push({ part, nodes: kept, middle, slack });
		high = Math.min(high, middle + slack + reach);
	}
	const near: PartNodes[] = [];
	let low = FAR;
	for (const one of pruned) {
		const lowest = one.middle - one.slack - reach;
		if (lowest > high) continue;
		near.push(one);
		low = Math.min(low, lowest);
	}
	return { parts: near, low };
}

/** Hands the operations of a pruned program to `write`, in order. */
export function writeParts(parts: readonly PartNodes[], write: (operation: Float64Array) => void): void {
	for (const { part, nodes } of parts) {
		writeNodes(nodes, write);
		write(Float64Array.of(CODE.part, 0, 0, 0, 0, part));
	}
}

function writeNodes(nodes: readonly Node[], write: (operation: Float64Array) => void): void {
	for (const { operation, children } of nodes) {
		if (children) {
			write(OPEN);
			writeNodes(children, write);
		}
		write(operation);
	}
}

/**
 * Follows the steps in the middle of the cell. A solid whose distance there is further from what it is joined to than
 * both can change within the cell, and the fillet besides, changes nothing anywhere in the cell.
 */
function pruneNodes(nodes: readonly Node[], cell: Cell, evaluator: Evaluator): Pruned {
	const reach = cell.radius * LIPSCHITZ;
	const state: Growing = { kept: [], d: FAR, slack: 0 };
	for (const node of nodes) {
		if (node.depth !== 0) deform(state, node, reach);
		else if (node.children === null) join(state, node, node, soloDistance(node, cell, evaluator), 0, reach);
		else {
			const { nodes: children, middle, slack } = pruneNodes(node.children, cell, evaluator);
			join(state, node, { ...node, children }, middle, slack, reach);
		}
	}
	return { nodes: state.kept, middle: state.d, slack: state.slack };
}

/** A program that is being pruned. */
interface Growing {
	kept: Node[];
	/** Distance in the middle of the cell. */
	d: number;
	slack: number;
}

/** Ridges are pressed in where the surface may be; elsewhere their height is enough. */
function deform(state: Growing, node: Node, reach: number): void {
	const firm = node.operation[0] === CODE.grow;
	const far = state.d - reach - state.slack > MARGIN + node.depth;
	state.kept.push(!firm && far ? growing(node.depth) : node);
	if (firm) state.d -= node.depth;
	else state.slack += node.depth;
}

/** Joins a solid or group whose distance is `inner` to what is there, or leaves it, or what was there, out. */
function join(state: Growing, node: Node, pruned: Node, inner: number, slack: number, reach: number): void {
	const { blend, joining } = node;
	const v = joining === "cut" ? -inner : inner;
	const difference = joining === "add" ? v - state.d : state.d - v;
	const apart = 2 * reach + state.slack + slack + blend;
	if (difference >= apart) return;
	if (joining === "add" && -difference >= apart) state.kept = [];
	const overlap = blend - Math.abs(difference);
	const fillet = overlap > 0 ? (overlap * overlap) / (4 * blend) : 0;
	state.d = joining === "add" ? Math.min(state.d, v) - fillet : Math.max(state.d, v) + fillet;
	state.slack = Math.max(state.slack, slack);
	state.kept.push(pruned);
}

function soloDistance({ alone }: Node, { x, y, z }: Cell, evaluator: Evaluator): number {
	return evaluator.distance(alone, 0, alone.length, x, y, z);
}

function encodeStep(step: Step): Node {
	const { joining, blend, what } = step;
	const numbers = [JOINING_CODE[joining], blend, blend > 0 ? 1 / (4 * blend) : 0, step.mirrored ? 1 : 0];
	if (!isSolid(what)) {
		const operation = Float64Array.of(CODE.close, ...numbers);
		return { joining, blend, operation, alone: NOTHING, children: what.map(encodeStep), depth: 0 };
	}
	const operation = Float64Array.of(what.code, ...numbers, ...what.numbers);
	if (isDeformation(what)) {
		return { joining, blend, operation, alone: NOTHING, children: null, depth: what.numbers[0] ?? 0 };
	}
	const mirrored = step.mirrored ? 1 : 0;
	const alone = Float64Array.of(what.code, 0, 0, 0, mirrored, ...what.numbers, CODE.part, 0, 0, 0, 0, 0);
	return { joining, blend, operation, alone, children: null, depth: 0 };
}

function growing(amount: number): Node {
	const operation = Float64Array.of(CODE.grow, 0, 0, 0, 0, amount);
	return { joining: "add", blend: 0, operation, alone: NOTHING, children: null, depth: amount };
}

function isSolid(what: Step["what"]): what is Solid {
	return !Array.isArray(what);
}
