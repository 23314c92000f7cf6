/**
 * Colours of people and their things. Neighbours in a list are alike, in light and hue: a mapping learns a way through
 * colours far sooner than leaps.
 */

import { fromHex, mixRgb, type Rgb } from "../colour.ts";

/** From the lightest to the darkest, after the ten swatches of the Monk skin tone scale, a little more even in albedo. */
const SKIN: readonly Rgb[] = [
	"#efd0bb",
	"#ecc6a9",
	"#e3b995",
	"#d8a57d",
	"#c99670",
	"#b27e58",
	"#96643f",
	"#7a4d31",
	"#5d3a27",
	"#45291d",
].map(fromHex);

/** Skin of a tone: 0 lightest, 1 darkest. @param warmth −1 pink to 1 yellow */
export function skinColour(tone: number, warmth: number): Rgb {
	const at = Math.min(Math.max(tone, 0), 1) * (SKIN.length - 1);
	const low = Math.min(Math.floor(at), SKIN.length - 2);
	const [red, green, blue] = mixRgb(pick(SKIN, low), pick(SKIN, low + 1), at - low);
	return [red, green * (1 + 0.05 * warmth), blue * (1 - 0.09 * warmth)];
}

export const HAIR_NATURAL: readonly Rgb[] = [
	"#15110f",
	"#1f1713",
	"#2e1f17",
	"#46301f",
	"#5d3d25",
	"#7d5431",
	"#8a3d1c",
	"#b0562a",
	"#a5763f",
	"#cda266",
	"#e0c48d",
].map(fromHex);
export const HAIR_GREY: readonly Rgb[] = ["#5f5b58", "#8b8782", "#b9b5ae", "#dcd9d2"].map(fromHex);
export const HAIR_DYED: readonly Rgb[] = [
	"#3f9a7d",
	"#3d6fb5",
	"#7b4bb0",
	"#c2477f",
	"#b52f3b",
	"#d8752f",
	"#e6cf9d",
].map(fromHex);

export const IRIS: readonly Rgb[] = [
	"#3b2314",
	"#4f2f18",
	"#6b4423",
	"#7d5a2b",
	"#6f7a45",
	"#5c8560",
	"#6f95a8",
	"#5580b0",
	"#7d8c98",
].map(fromHex);

/** Linear, unlike the others. */
export const LIPSTICK: readonly Rgb[] = [
	[0.42, 0.04, 0.06],
	[0.45, 0.1, 0.13],
	[0.3, 0.03, 0.08],
	[0.5, 0.15, 0.13],
];

export const CLOTH: readonly Rgb[] = [
	"#e9e6df",
	"#a9c3d9",
	"#7b8794",
	"#3b4350",
	"#22252b",
	"#27427a",
	"#3f74b8",
	"#2f6f73",
	"#5f8f55",
	"#4e5b3c",
	"#8a5a3c",
	"#c9b08a",
	"#e2b64a",
	"#d9773b",
	"#b03a3a",
	"#6b4a8f",
	"#c46a8f",
	"#e3a9b5",
].map(fromHex);

export const BACKDROP: readonly Rgb[] = [
	"#f1efe9",
	"#d8d5cf",
	"#9aa0a6",
	"#5d6470",
	"#34383f",
	"#2f4a63",
	"#4f7ea3",
	"#8fb4cf",
	"#c7d9e5",
	"#b9a6cf",
	"#6d5f8c",
	"#8a5560",
	"#c98f86",
	"#e5c1b3",
	"#e6cf9c",
	"#d9c9ae",
	"#b89b78",
	"#7f6a54",
	"#48654f",
	"#7da07c",
	"#b9cdb0",
].map(fromHex);

export const FRAMES: readonly Rgb[] = ["#17161a", "#20344f", "#8d8f94", "#b08d4a", "#7a4a2b", "#6b1f24", "#3a2418"].map(
	fromHex,
);

function pick(colours: readonly Rgb[], index: number): Rgb {
	return colours[index] ?? [0.5, 0.5, 0.5];
}
