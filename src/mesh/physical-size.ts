/**
 * Meshes in units of the real world. A network's world units have no size of their own; whoever prints or measures a head
 * says how high it is to be.
 */

import { InputError } from "../tensor/errors.ts";
import { boundsOf } from "./measure.ts";
import type { Mesh } from "./mesh.ts";

export type LengthUnit = "mm" | "cm" | "m" | "in";

/** In metres, which is the unit of glTF. */
export const METRES_PER_UNIT: { readonly [unit in LengthUnit]: number } = { mm: 0.001, cm: 0.01, m: 1, in: 0.0254 };

/** How high a mesh is to be, along y. */
export interface PhysicalSize {
	readonly unit: LengthUnit;
	readonly height: number;
}

/** How many units a world unit is, so that the mesh has this height. Throws `InputError` for a mesh without height. */
export function unitsPerWorldUnit({ positions }: Mesh, { height }: PhysicalSize): number {
	const bounds = boundsOf(positions);
	const extent = bounds ? bounds.max[1] - bounds.min[1] : 0;
	if (!(extent > 0 && height > 0 && Number.isFinite(height))) {
		throw new InputError(
			`mesh size: height ${height} for a mesh that is ${extent} world units high, want both above 0`,
		);
	}
	return height / extent;
}

/** The mesh about the origin, `factor` times as large; normals and colours stay. */
export function scaledMesh(mesh: Mesh, factor: number): Mesh {
	return { ...mesh, positions: mesh.positions.map((value) => value * factor) };
}
