/** Colours: hexadecimal sRGB to linear light, mixing, and back to 8 bit. */

/** Linear-light colour, each channel in [0, 1]. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Linear light of "#rrggbb". */
export function fromHex(hex: string): Rgb {
	const value = Number.parseInt(hex.slice(1), 16);
	return [toLinear((value >> 16) & 255), toLinear((value >> 8) & 255), toLinear(value & 255)];
}

export function mixRgb(a: Rgb, b: Rgb, t: number): Rgb {
	return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

export function scaleRgb(a: Rgb, factor: number): Rgb {
	return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** Mean luminance weight of Rec. 709. */
export function luminance(a: Rgb): number {
	return 0.2126 * a[0] + 0.7152 * a[1] + 0.0722 * a[2];
}

/** A colour of hue (degrees), saturation and lightness in [0, 1], as in CSS, in linear light. */
export function fromHsl(hueDegrees: number, saturation: number, lightness: number): Rgb {
	const chroma = saturation * Math.min(lightness, 1 - lightness);
	const channel = (n: number): number => {
		const k = (n + hueDegrees / 30) % 12;
		return toLinear(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
	};
	return [channel(0), channel(8), channel(4)];
}

/** sRGB's curve, 0–255 to linear light. */
function toLinear(value: number): number {
	const x = value / 255;
	return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

/** Linear light to sRGB, 0–255, rounded. */
export function toSrgbByte(linear: number): number {
	return Math.round(linearToSrgb(linear) * 255);
}

/** Linear light to sRGB, both in [0, 1]; cut to that. */
export function linearToSrgb(linear: number): number {
	const x = Math.min(Math.max(linear, 0), 1);
	return x <= 0.0031308 ? x * 12.92 : 1.055 * x ** (1 / 2.4) - 0.055;
}
