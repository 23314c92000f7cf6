/** Rows of a sweep: what is changed from step to step, as ws of each step. */

import { applyEdits, type LayerRange, mixStyles } from "../../generator/edits.ts";
import type { Generator } from "../../generator/generator.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { type Truncation, wsOfLatent, wsOfSeed } from "../person.ts";
import { axisDirection, type MoveMode, moveLatent } from "./latent-moves.ts";

export type RowKind = "entry" | "random" | "component" | "mix";

/** One step before it is rendered. */
export interface PlannedStep {
	/** What is set or added; `null` for style mixing. */
	readonly value: number | null;
	/** As it stands over the picture. */
	readonly label: string;
	/** [1, zDim], where the step is taken in z. */
	readonly z: Float32Tensor | null;
	ws(): Promise<Float32Tensor>;
}

export interface PlannedRow {
	readonly name: string;
	readonly kind: RowKind;
	readonly steps: readonly PlannedStep[];
}

/** The person that is changed. */
export interface SweptPerson {
	/** [1, zDim]; `null` of somebody whose w was found: they can be changed in w only. */
	readonly z: Float32Tensor | null;
	/** [1, numWs, wDim] truncated */
	readonly ws: Float32Tensor;
}

/** Steps along a direction of z. @param direction  [zDim] unit length */
export function latentRow(
	generator: Generator,
	z: Float32Tensor,
	row: { readonly name: string; readonly kind: RowKind; readonly direction: Float64Array },
	values: readonly number[],
	mode: MoveMode,
	truncation: Truncation,
): PlannedRow {
	const steps = values.map((value): PlannedStep => {
		const moved = moveLatent(z, row.direction, value, mode);
		return { value, label: signed(value), z: moved, ws: () => wsOfLatent(generator, moved, truncation) };
	});
	return { name: row.name, kind: row.kind, steps };
}

/** Steps along a direction of w, on top of truncation. @param direction  [wDim] what value 1 adds */
export function wRow(
	{ ws }: SweptPerson,
	row: { readonly name: string; readonly kind: RowKind; readonly direction: Float64Array },
	values: readonly number[],
	layers: LayerRange,
): PlannedRow {
	const direction = float32Tensor([row.direction.length], Float32Array.from(row.direction));
	const steps = values.map(
		(value): PlannedStep => ({
			value,
			label: `${signed(value)} σ`,
			z: null,
			ws: async () => applyEdits(ws, [{ direction, amount: value, layers }]),
		}),
	);
	return { name: row.name, kind: row.kind, steps };
}

/** Style mixing with another seed: ranges of layers from the other person, the whole other person last. */
export function mixRow(
	generator: Generator,
	{ ws }: SweptPerson,
	seed: number,
	ranges: readonly { readonly label: string; readonly layers: LayerRange }[],
	truncation: Truncation,
): PlannedRow {
	const mixed = async (layers: LayerRange): Promise<Float32Tensor> =>
		mixStyles(ws, await wsOfSeed(generator, seed, truncation), layers);
	const steps = [...ranges, { label: `seed ${seed} itself`, layers: null }].map(
		({ label, layers }): PlannedStep => ({ value: null, label, z: null, ws: () => mixed(layers) }),
	);
	return { name: `seed ${seed}`, kind: "mix", steps };
}

/** The axis of an entry of z, or of w with `deviation` as its step. */
export function entryRow(
	entry: number,
	length: number,
	deviation = 1,
): { name: string; kind: RowKind; direction: Float64Array } {
	return {
		name: `entry ${entry}`,
		kind: "entry",
		direction: axisDirection(entry, length).map((value) => value * deviation),
	};
}

/** Coarse, middle and fine layers: thirds of them. */
export function layerThirds(numWs: number): { label: string; layers: LayerRange }[] {
	const cuts = [0, Math.round(numWs / 3), Math.round((2 * numWs) / 3), numWs];
	return ["coarse", "middle", "fine"].flatMap((name, third) => {
		const [first = 0, end = 0] = cuts.slice(third, third + 2);
		return end > first ? [{ label: `${name}: ${first}–${end - 1}`, layers: { first, last: end - 1 } }] : [];
	});
}

function signed(value: number): string {
	const text = String(Number(Math.abs(value).toPrecision(4)));
	if (value === 0) return "0";
	return value < 0 ? `−${text}` : `+${text}`;
}
