/**
 * What a seen sample looks like: its triangle's normal and colour at the point where the ray meets it, under a light
 * beside the camera and a sky, in linear light.
 *
 * Triangles seen from behind are lit as if they faced the camera, and darkened, so that one sees where a surface is open.
 */

import type { Mesh } from "../mesh.ts";
import { srgbToLinear } from "../srgb.ts";

/** `clay`: one plain material; `colours`: the vertices', lit; `unlit`: as they are; `normals`: directions as colours. */
export type PreviewMaterial = "clay" | "colours" | "unlit" | "normals";

/** Linear albedo of clay. */
const CLAY = [0.47, 0.44, 0.41] as const;
/** Towards the main light, camera space (x right, y down, z forward), unit length: over the camera's left shoulder. */
const KEY_LIGHT = [-0.3799, -0.5199, -0.7651] as const;
/** Between the light and the camera: where a surface straight ahead shines. Unit length. */
const HALF_WAY = [-0.2022, -0.2767, -0.9394] as const;
const KEY_STRENGTH = 0.85;
/** Light from all sides: this much on what faces up, that much on what faces down. */
const SKY = 0.4;
const GROUND = 0.12;
const SHINE = 0.05;
const SHINE_EXPONENT = 24;
/** How much of the light is left on the back of a triangle. */
const BACK = 0.45;

/** Shades samples of one mesh, seen by one camera. Keeps scratch space, so that nothing is allocated for a sample. */
export class SurfaceShader {
	readonly #view: Float64Array;
	readonly #indices: Uint32Array;
	readonly #normals: Float64Array;
	/** [V, 3] linear light; `null` for clay */
	readonly #albedo: Float32Array | null;
	readonly #material: PreviewMaterial;
	readonly #shares: Float64Array = new Float64Array(3);
	readonly #normal: Float64Array = new Float64Array(3);
	readonly #colour: Float64Array = new Float64Array(3);

	/**
	 * @param view     [V, 3] vertices, camera space
	 * @param normals  [V, 3] camera space, unit length
	 */
	constructor(mesh: Mesh, view: Float64Array, normals: Float64Array, material: PreviewMaterial) {
		this.#view = view;
		this.#indices = mesh.indices;
		this.#normals = normals;
		this.#material = material;
		const coloured = material === "colours" || material === "unlit";
		this.#albedo = coloured && mesh.colours ? mesh.colours.map(srgbToLinear) : null;
	}

	/**
	 * Light from a triangle against a ray from the camera that meets it.
	 * @param ray    [3] camera space, any length
	 * @param light  [3] linear light, filled in
	 */
	shade(triangle: number, ray: Float64Array, light: Float64Array): void {
		const back = this.#meet(triangle, ray);
		const normal = this.#normal;
		this.#blend(this.#normals, triangle, normal);
		const length = Math.hypot(normal[0]!, normal[1]!, normal[2]!) || 1;
		for (let axis = 0; axis < 3; axis++) normal[axis]! /= back ? -length : length;
		if (this.#material === "normals") {
			// As normal maps have it: x right, y up, z towards the camera; stored as they are, not as light.
			for (let axis = 0; axis < 3; axis++) light[axis] = srgbToLinear((axis === 0 ? 0.5 : -0.5) * normal[axis]! + 0.5);
			return;
		}
		if (this.#albedo) this.#blend(this.#albedo, triangle, this.#colour);
		else this.#colour.set(CLAY);
		if (this.#material === "unlit") light.set(this.#colour);
		else illuminate(normal, this.#colour, back ? BACK : 1, light);
	}

	/**
	 * Puts the corners' shares of the point where the ray meets the triangle into `#shares`: the volumes of the
	 * tetrahedra that the ray's direction spans with the sides. Says whether the triangle is seen from behind.
	 */
	#meet(triangle: number, ray: Float64Array): boolean {
		const v = this.#view;
		const a = this.#indices[triangle * 3]! * 3;
		const b = this.#indices[triangle * 3 + 1]! * 3;
		const c = this.#indices[triangle * 3 + 2]! * 3;
		const shareA = triple(ray, 0, v, b, v, c);
		const shareB = triple(ray, 0, v, c, v, a);
		const shareC = triple(ray, 0, v, a, v, b);
		const sum = shareA + shareB + shareC || 1;
		this.#shares[0] = shareA / sum;
		this.#shares[1] = shareB / sum;
		this.#shares[2] = shareC / sum;
		return triple(v, a, v, b, v, c) > 0;
	}

	#blend(values: Float64Array | Float32Array, triangle: number, out: Float64Array): void {
		out.fill(0);
		for (let corner = 0; corner < 3; corner++) {
			const vertex = this.#indices[triangle * 3 + corner]! * 3;
			for (let axis = 0; axis < 3; axis++) out[axis]! += this.#shares[corner]! * values[vertex + axis]!;
		}
	}
}

/** a · (b × c) of vectors at places in arrays. */
function triple(as: Float64Array, a: number, bs: Float64Array, b: number, cs: Float64Array, c: number): number {
	return (
		as[a]! * (bs[b + 1]! * cs[c + 2]! - bs[b + 2]! * cs[c + 1]!) +
		as[a + 1]! * (bs[b + 2]! * cs[c]! - bs[b]! * cs[c + 2]!) +
		as[a + 2]! * (bs[b]! * cs[c + 1]! - bs[b + 1]! * cs[c]!)
	);
}

/** Lambert, a sky from above to below, and a little shine (Blinn 1977). */
function illuminate(normal: Float64Array, albedo: Float64Array, strength: number, light: Float64Array): void {
	const key = Math.max(0, dot(normal, KEY_LIGHT));
	const up = (1 - normal[1]!) / 2;
	const diffuse = KEY_STRENGTH * key + GROUND + (SKY - GROUND) * up;
	const shine = key > 0 ? SHINE * Math.max(0, dot(normal, HALF_WAY)) ** SHINE_EXPONENT : 0;
	for (let channel = 0; channel < 3; channel++) light[channel] = strength * (albedo[channel]! * diffuse + shine);
}

function dot(a: Float64Array, b: readonly [number, number, number]): number {
	return a[0]! * b[0] + a[1]! * b[1] + a[2]! * b[2];
}
