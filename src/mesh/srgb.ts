/** Between colours as pictures hold them (sRGB) and light, which adds up (IEC 61966-2-1). Both 0 to 1, clamped. */

export function srgbToLinear(encoded: number): number {
	const value = Math.min(Math.max(encoded, 0), 1);
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

export function linearToSrgb(light: number): number {
	const value = Math.min(Math.max(light, 0), 1);
	return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
