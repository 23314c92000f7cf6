/** Hair, beards: strands of varying shade, and the direction in which they run. */

import type { Rgb } from "../colour.ts";
import { fractalNoise, noise3 } from "../field/noise.ts";
import type { HairParameters } from "../identity/identity.ts";
import { CURLY, partingX } from "../shape/hair.ts";
import type { Surface } from "./surface.ts";

export function paintHair(s: Surface, hair: HairParameters): void {
	const { colour, pattern } = hair;
	let shade: number;
	if (CURLY.has(hair.style)) {
		shade = 1 + 0.3 * fractalNoise(s.x * 55 + pattern, s.y * 55, s.z * 55);
		s.specular = 0.07;
	} else {
		// Strands run down from the parting, as those that are pressed into the shape.
		const across = s.x - partingX(hair) * Math.max(s.y * 4, 0);
		const along = s.z + 0.04;
		const scale = 1 / Math.hypot(across, along, 1e-4);
		const [u, w] = [across * scale, along * scale];
		const fine = noise3(u * 32 + pattern, s.y * 14, w * 32);
		const coarse = noise3(u * 10 - pattern, s.y * 8, w * 10);
		shade = 1 + 0.22 * fine + 0.22 * coarse;
		s.specular = 0.4;
	}
	s.red = colour[0] * shade;
	s.green = colour[1] * shade;
	s.blue = colour[2] * shade;
	s.gloss = 26;
	s.wrap = 0.4;
	strandDirection(s);
}

export function paintBeard(s: Surface, colour: Rgb, pattern: number): void {
	const shade = 1 + 0.3 * noise3(s.x * 190 + pattern, s.y * 60, s.z * 190);
	s.red = colour[0] * shade;
	s.green = colour[1] * shade;
	s.blue = colour[2] * shade;
	s.specular = 0.12;
	s.gloss = 18;
	s.wrap = 0.4;
	strandDirection(s);
}

/** Down and away from the crown, along the surface. */
function strandDirection(s: Surface): void {
	const dx = s.x;
	const dy = -0.25 - Math.max(0.18 - s.y, 0) * 4;
	const dz = s.z + 0.06;
	const along = dx * s.nx + dy * s.ny + dz * s.nz;
	const tx = dx - along * s.nx;
	const ty = dy - along * s.ny;
	const tz = dz - along * s.nz;
	const length = Math.sqrt(tx * tx + ty * ty + tz * tz) + 1e-9;
	s.tx = tx / length;
	s.ty = ty / length;
	s.tz = tz / length;
}
