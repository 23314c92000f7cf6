/**
 * A portrait studio: one soft key light, a fill from the other side, sky and floor, a rim from behind. The lights stand
 * still relative to the person, so that turning the camera turns nothing else.
 *
 * Occlusion is read off the distance field (Evans 2006, "Fast approximations for global illumination on dynamic
 * scenes"), the key's soft shadow from the narrowest passage on the way to it (Quilez, "Soft shadows in raymarched
 * SDFs"). Skin lets light wrap around the terminator, red furthest.
 */

import type { Vec3 } from "../../tensor/vec3.ts";
import type { Rgb } from "../colour.ts";
import type { Field } from "../field/field.ts";
import type { Surface } from "./surface.ts";

export interface LightRig {
	/** Unit direction to the key light, world axes. */
	readonly key: Vec3;
	readonly keyColour: Rgb;
	readonly fill: Vec3;
	readonly fillColour: Rgb;
	readonly rim: Vec3;
	readonly rimColour: Rgb;
	readonly sky: Rgb;
	readonly floor: Rgb;
}

/** Light that leaves the surface towards the camera, written over the surface's albedo. */
export function light(s: Surface, field: Field, rig: LightRig): void {
	const open = s.occlusion * openness(s, field);
	const shadow = s.occlusion * keyShadow(s, field, rig.key);
	const keyDot = dot(s, rig.key);
	const fillDot = dot(s, rig.fill);
	const rimDot = Math.max(dot(s, rig.rim), 0);
	const up = 0.5 + 0.5 * s.ny;
	const skyShare = open * up;
	const floorShare = open * (1 - up);
	const rim = rimDot * rimDot * open;
	const shine = highlight(s, rig.key) * shadow + 0.25 * highlight(s, rig.fill) * open;
	const channel = (albedo: number, i: 0 | 1 | 2, wrap: number): number => {
		const key = wrapped(keyDot, wrap * s.wrap) * rig.keyColour[i];
		// Where skin is in shadow, some red light still comes through.
		const keyLight = key * (shadow + (1 - shadow) * wrap * s.wrap * 0.35);
		const fill = wrapped(fillDot, wrap * s.wrap) * rig.fillColour[i] * open;
		const ambient = skyShare * rig.sky[i] + floorShare * rig.floor[i];
		return albedo * (keyLight + fill + ambient + rim * rig.rimColour[i]) + shine * rig.keyColour[i];
	};
	s.red = channel(s.red, 0, 0.42);
	s.green = channel(s.green, 1, 0.24);
	s.blue = channel(s.blue, 2, 0.18);
}

function wrapped(cosine: number, wrap: number): number {
	const t = (cosine + wrap) / (1 + wrap);
	return t > 0 ? t * (1 + wrap * 0.0) : 0;
}

function dot(s: Surface, direction: Vec3): number {
	return s.nx * direction[0] + s.ny * direction[1] + s.nz * direction[2];
}

/** Blinn's highlight on smooth surfaces, Kajiya and Kay's band across hair. */
function highlight(s: Surface, to: Vec3): number {
	const hx = to[0] + s.vx;
	const hy = to[1] + s.vy;
	const hz = to[2] + s.vz;
	const inverse = 1 / Math.sqrt(hx * hx + hy * hy + hz * hz);
	const facing = Math.max(dot(s, to), 0);
	if (s.tx !== 0 || s.ty !== 0 || s.tz !== 0) {
		const along = (hx * s.tx + hy * s.ty + hz * s.tz) * inverse;
		return s.specular * Math.sqrt(Math.max(1 - along * along, 0)) ** (s.gloss * 2) * (0.15 + facing) * 0.28;
	}
	const cosine = Math.max((hx * s.nx + hy * s.ny + hz * s.nz) * inverse, 0);
	return s.specular * cosine ** s.gloss * (facing > 0 ? 1 : 0);
}

/** Share of the sky that a point sees, 0–1, from the distances found along its normal. */
function openness(s: Surface, field: Field): number {
	const { x, y, z, nx, ny, nz } = s;
	const near = 0.012 - field.distance(x + nx * 0.012, y + ny * 0.012, z + nz * 0.012);
	const middle = 0.035 - field.roughDistance(x + nx * 0.035, y + ny * 0.035, z + nz * 0.035);
	const far = 0.08 - field.roughDistance(x + nx * 0.08, y + ny * 0.08, z + nz * 0.08);
	return Math.max(1 - 14 * Math.max(near, 0) - 6 * Math.max(middle, 0) - 3.6 * Math.max(far, 0), 0.12);
}

/** Share of the key light that arrives, 0–1. */
function keyShadow(s: Surface, field: Field, key: Vec3): number {
	if (dot(s, key) < -0.45) return 0;
	let share = 1;
	let t = 0.02;
	const ox = s.x + s.nx * 0.006;
	const oy = s.y + s.ny * 0.006;
	const oz = s.z + s.nz * 0.006;
	for (let i = 0; i < 9 && t < 0.3; i++) {
		const d = field.roughDistance(ox + key[0] * t, oy + key[1] * t, oz + key[2] * t);
		share = Math.min(share, (SHADOW_SHARPNESS * d) / t + 0.15);
		if (share <= 0) return 0;
		t += Math.min(Math.max(d, 0.015), 0.06);
	}
	return share * share * (3 - 2 * share);
}

/** Inverse of the key light's apparent radius in radians: larger is harder. */
const SHADOW_SHARPNESS = 5;
