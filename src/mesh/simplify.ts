/**
 * Fewer triangles, with the attributes in mind: quadric error metrics over positions, normals and colours, by the
 * package meshoptimizer (its WASM is inside its JavaScript and runs anywhere). It is loaded on the first call.
 */

import { InputError } from "../tensor/errors.ts";
import { dropUnusedVertices } from "./components.ts";
import { checkMesh, type Mesh, triangleCount, vertexCount } from "./mesh.ts";

export interface SimplifyOptions {
	/** Share of the triangles to keep, 0 to 1 */
	readonly ratio?: number;
	/** Largest deviation, as a share of the mesh's largest side; simplification stops there, ratio reached or not */
	readonly maxError?: number;
	/** How much normals count beside positions; 0 is not at all */
	readonly normalWeight?: number;
	/** How much colours count beside positions */
	readonly colourWeight?: number;
	/** Vertices on an open border stay, so that pieces still fit together */
	readonly lockBorder?: boolean;
}

export const SIMPLIFY_DEFAULTS: Required<SimplifyOptions> = Object.freeze({
	ratio: 0.1,
	maxError: 0.01,
	normalWeight: 0.5,
	colourWeight: 1,
	lockBorder: false,
});

export interface SimplifiedMesh {
	readonly mesh: Mesh;
	/** The deviation reached, as a share of the mesh's largest side, attributes included */
	readonly error: number;
}

/**
 * Simplifies until `ratio` of the triangles are left or `maxError` is reached. Vertices that are left keep position,
 * normal and colour. Throws `InputError` for options that cannot be.
 */
export async function simplifyMesh(mesh: Mesh, options: SimplifyOptions = {}): Promise<SimplifiedMesh> {
	checkMesh("simplifyMesh", mesh);
	const settings = { ...SIMPLIFY_DEFAULTS, ...options };
	checkOptions(settings);
	if (triangleCount(mesh) === 0) return { mesh, error: 0 };
	const { MeshoptSimplifier: simplifier } = await import("meshoptimizer/simplifier");
	await simplifier.ready;
	const target = Math.floor(triangleCount(mesh) * settings.ratio) * 3;
	const { values, weights } = attributesOf(mesh, settings);
	const [indices, error] = simplifier.simplifyWithAttributes(
		mesh.indices,
		mesh.positions,
		3,
		values,
		weights.length,
		[...weights],
		null,
		target,
		settings.maxError,
		settings.lockBorder ? ["LockBorder"] : [],
	);
	return { mesh: dropUnusedVertices({ ...mesh, indices }), error };
}

/** Normals and colours side by side. @returns values [V, A], weights [A] */
function attributesOf(
	mesh: Mesh,
	{ normalWeight, colourWeight }: Required<SimplifyOptions>,
): { values: Float32Array; weights: readonly number[] } {
	const parts = [
		{ array: mesh.normals, weight: normalWeight },
		{ array: mesh.colours, weight: colourWeight },
	].flatMap(({ array, weight }) => (array && weight > 0 ? [{ array, weight }] : []));
	const A = parts.length * 3;
	const values = new Float32Array(vertexCount(mesh) * A);
	for (const [part, { array }] of parts.entries()) {
		for (let i = 0; i < array.length; i++) {
			const axis = i % 3;
			values[((i - axis) / 3) * A + part * 3 + axis] = array[i]!;
		}
	}
	return { values, weights: parts.flatMap(({ weight }) => [weight, weight, weight]) };
}

function checkOptions({ ratio, maxError, normalWeight, colourWeight }: Required<SimplifyOptions>): void {
	if (!(ratio >= 0 && ratio <= 1)) throw new InputError(`simplifyMesh: ratio ${ratio}, want 0 to 1`);
	if (!(maxError >= 0)) throw new InputError(`simplifyMesh: maxError ${maxError}, want 0 or more`);
	for (const [name, weight] of Object.entries({ normalWeight, colourWeight })) {
		if (!(weight >= 0 && Number.isFinite(weight))) {
			throw new InputError(`simplifyMesh: ${name} ${weight}, want 0 or more`);
		}
	}
}
