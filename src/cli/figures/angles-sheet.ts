/** Sheets of steep angles: the pictures of a person with their numbers, and why their dark pixels are dark. */

import { PIXEL_CLASSES } from "../../analysis/angles/dark-pixels.ts";
import type { NetworkAngles, ViewPlace } from "../../analysis/angles/record.ts";
import type { ShownCell, ShownPerson } from "../../analysis/angles/steep-angles.ts";
import type { MeasureOptions } from "../../analysis/angles/view-measures.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { drawSheet, type LabelledSheet } from "./labelled-sheet.ts";
import { signed } from "./signed-number.ts";

type Colour = readonly [number, number, number];

/** Okabe and Ito's, so that they differ for any kind of colour vision; bright pixels are grey. */
const CLASS_COLOURS: Readonly<Record<number, Colour>> = {
	[PIXEL_CLASSES.bright]: [205, 210, 216],
	[PIXEL_CLASSES.brightMissed]: [240, 228, 66],
	[PIXEL_CLASSES.darkMissed]: [0, 114, 178],
	[PIXEL_CLASSES.darkHit]: [213, 94, 0],
};

interface SheetWords {
	readonly network: string;
	/** What people are numbered by. */
	readonly word: string;
	/** As `trunc 1`. */
	readonly people: string;
}

/** The views of a person, with dark fraction and opacity under each. */
export function anglesSheet(
	person: ShownPerson,
	places: NetworkAngles["grid"],
	words: SheetWords,
): Promise<Uint8Array> {
	return drawSheet({
		...frame(person, places, words, "steep angles"),
		cells: person.rows.map((row) =>
			row.map(({ image, measures }) => ({
				pixels: image,
				caption: [
					`dark ${percent(measures.darkFraction)} · opacity ${measures.meanOpacity.toFixed(2)}`,
					`back ${sharpness(measures.backSharpness)} · front ${sharpness(measures.frontSharpness)}`,
				],
			})),
		),
	});
}

/** The same views by the class of each pixel. */
export function darkSheet(
	person: ShownPerson,
	places: NetworkAngles["grid"],
	words: SheetWords,
	{ darkLuma, missOpacity }: MeasureOptions,
): Promise<Uint8Array> {
	const names: readonly (readonly [number, string])[] = [
		[PIXEL_CLASSES.bright, "bright, hit"],
		[PIXEL_CLASSES.brightMissed, "bright, nothing hit"],
		[PIXEL_CLASSES.darkMissed, "dark: nothing hit"],
		[PIXEL_CLASSES.darkHit, "dark: hit, but dark"],
	];
	const sheet = frame(person, places, words, "why pixels are dark");
	return drawSheet({
		...sheet,
		subtitle: [
			...sheet.subtitle,
			`dark: luma below ${darkLuma}; nothing hit: opacity below ${missOpacity}; pixels of the raw image`,
		],
		cells: person.rows.map((row) =>
			row.map((cell) => ({
				pixels: classPixels(cell),
				caption: [
					`nothing hit ${percent(cell.measures.darkMissedFraction)}`,
					`hit, but dark ${percent(cell.measures.darkHitFraction)}`,
				],
			})),
		),
		legend: names.map(([kind, name]) => ({ colour: `rgb(${CLASS_COLOURS[kind]?.join(", ")})`, name })),
	});
}

function frame(
	{ seed }: ShownPerson,
	places: NetworkAngles["grid"],
	{ network, word, people }: SheetWords,
	what: string,
): Omit<LabelledSheet, "cells"> {
	return {
		title: `${network} · ${word} ${seed} · ${what}`,
		subtitle: [
			people,
			"yaw and pitch: published parametrisation, radians in name;",
			"true: angles about the pivot, of the middle row and column",
		],
		columns: (places[0] ?? []).map((place) => [
			`yaw ${signed(place.publishedYaw, 2)}`,
			`true ${signed(columnYaw(places, place), 1)}°`,
		]),
		rows: places.map((row) => [
			`pitch ${signed(row[0]?.publishedPitch ?? 0, 2)}`,
			`true ${signed(middleOf(row)?.trueDegrees.pitch ?? 0, 1)}°`,
		]),
	};
}

/** True yaw depends a little on pitch, and true pitch on yaw: shown for the middle of each. */
function columnYaw(places: NetworkAngles["grid"], { publishedYaw }: ViewPlace): number {
	const row = middleOf(places) ?? [];
	return row.find((place) => place.publishedYaw === publishedYaw)?.trueDegrees.yaw ?? 0;
}

function middleOf<T>(values: readonly T[]): T | undefined {
	return values[Math.floor(values.length / 2)];
}

function classPixels({ classes, rawSide }: ShownCell): PixelImage {
	const data = new Uint8Array(classes.length * 3);
	for (const [pixel, kind] of classes.entries()) data.set(CLASS_COLOURS[kind] ?? [0, 0, 0], pixel * 3);
	return { width: rawSide, height: classes.length / rawSide, channels: 3, data };
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}

function sharpness(value: number | null): string {
	return value === null ? "–" : value.toFixed(3);
}
