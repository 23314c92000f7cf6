/**
 * A triangle mesh. Plain typed arrays rather than host tensors: indices are unsigned, and WebGL, glTF and the simplifier
 * take these arrays as they are. Letters: V vertices · T triangles.
 */

import { InputError, ShapeError } from "../tensor/errors.ts";

export interface Mesh {
	/** [V, 3] x, y, z, world units */
	readonly positions: Float32Array;
	/** [T, 3] vertex numbers, counter-clockwise seen from outside */
	readonly indices: Uint32Array;
	/** [V, 3] unit length, pointing outside */
	readonly normals?: Float32Array;
	/** [V, 3] red, green, blue as in pictures (sRGB), 0 to 1; what lies beyond is clamped by whoever writes or draws it */
	readonly colours?: Float32Array;
}

/** How far a normal's length may be from 1; glTF's validator allows 5e-3. */
const UNIT_TOLERANCE = 1e-3;

export function vertexCount(mesh: Mesh): number {
	return mesh.positions.length / 3;
}

export function triangleCount(mesh: Mesh): number {
	return mesh.indices.length / 3;
}

/**
 * Throws unless the arrays fit together: `ShapeError` for lengths, `InputError` for numbers that are not finite, vertex
 * numbers that do not exist, and normals that are not of unit length. `who` is who wants the mesh.
 */
export function checkMesh(who: string, mesh: Mesh): void {
	const { positions, indices, normals, colours } = mesh;
	for (const [name, array] of Object.entries({ positions, indices })) {
		if (array.length % 3 !== 0) throw new ShapeError(`${who}: mesh ${name} has ${array.length} numbers, want threes`);
	}
	checkFinite(who, "positions", positions);
	for (const [name, array] of Object.entries({ normals, colours })) {
		if (array === undefined) continue;
		if (array.length !== positions.length) {
			throw new ShapeError(`${who}: mesh ${name} has ${array.length} numbers, want ${positions.length}: 3 per vertex`);
		}
		checkFinite(who, name, array);
	}
	checkIndices(who, indices, vertexCount(mesh));
	if (normals) checkUnitLength(who, normals);
}

function checkFinite(who: string, name: string, values: Float32Array): void {
	for (let i = 0; i < values.length; i++) {
		if (!Number.isFinite(values[i])) {
			throw new InputError(`${who}: mesh ${name} of vertex ${Math.floor(i / 3)} has ${values[i]}, want finite numbers`);
		}
	}
}

function checkIndices(who: string, indices: Uint32Array, V: number): void {
	for (let i = 0; i < indices.length; i++) {
		if (indices[i]! >= V) {
			throw new InputError(`${who}: triangle ${Math.floor(i / 3)} wants vertex ${indices[i]}, the mesh has ${V}`);
		}
	}
}

function checkUnitLength(who: string, normals: Float32Array): void {
	for (let i = 0; i < normals.length; i += 3) {
		const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!);
		if (Math.abs(length - 1) > UNIT_TOLERANCE) {
			throw new InputError(`${who}: normal of vertex ${i / 3} has length ${length}, want 1: normalise it`);
		}
	}
}
