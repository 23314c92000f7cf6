/** What a point of the surface looks like before it is lit. One record is reused for all points of a picture. */

export interface Surface {
	/** Where. World units. */
	x: number;
	y: number;
	z: number;
	/** Unit normal, outwards. */
	nx: number;
	ny: number;
	nz: number;
	/** Unit direction to the camera. */
	vx: number;
	vy: number;
	vz: number;
	/** Albedo, linear light. */
	red: number;
	green: number;
	blue: number;
	/** Strength and exponent of the highlight. */
	specular: number;
	gloss: number;
	/** How much light wraps around the terminator, 0–1, as under skin. */
	wrap: number;
	/** Direction of hair, for its highlight; zero for what is no hair. */
	tx: number;
	ty: number;
	tz: number;
	/** Darkening that the shape cannot show: lash lines, lips' line. */
	occlusion: number;
}

export function newSurface(): Surface {
	return {
		x: 0,
		y: 0,
		z: 0,
		nx: 0,
		ny: 0,
		nz: 1,
		vx: 0,
		vy: 0,
		vz: 1,
		red: 0,
		green: 0,
		blue: 0,
		specular: 0,
		gloss: 8,
		wrap: 0,
		tx: 0,
		ty: 0,
		tz: 0,
		occlusion: 1,
	};
}

/** Moves the albedo towards a colour. @param amount 0–1 */
export function tint(s: Surface, red: number, green: number, blue: number, amount: number): void {
	s.red += (red - s.red) * amount;
	s.green += (green - s.green) * amount;
	s.blue += (blue - s.blue) * amount;
}
