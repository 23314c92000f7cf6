/** Headers of safetensors files, and descriptions in them, with hostile values in place of good ones. */

import { safetensorsFile } from "../support/safetensors-files.ts";
import type { FuzzRandom } from "./random.ts";

const HOSTILE: readonly unknown[] = [
	null,
	true,
	-1,
	0,
	1.5,
	1e308,
	2 ** 53,
	"",
	"x",
	"F32",
	"F8_E5M2",
	"__proto__",
	[],
	[-1],
	[0],
	[2 ** 40, 2 ** 40],
	[1e9, 1e9, 0],
	{},
	{ $number: "nan" },
	{ $bigint: "9".repeat(100) },
	{ $x: 1 },
	{ sameAs: "G_ema" },
	{ sameAs: "constructor" },
	Array(100).fill(0),
];

const KEYS: readonly string[] = [
	"__proto__",
	"constructor",
	"__metadata__",
	"triplane",
	"x",
	"shape",
	"data_offsets",
	"",
];

/** The file with its header changed in a few places; now and then also the description inside it, or its length. */
export function withHostileHeader(bytes: Uint8Array, random: FuzzRandom): Uint8Array {
	const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
	const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
	const data = bytes.subarray(8 + length);
	if (random.once(2) && isObject(header)) changeDescription(header, random);
	const json = JSON.stringify(random.once(3) ? header : changed(header, random));
	if (random.once(12)) return safetensorsFile(nested(json, random), data);
	return safetensorsFile(json, data, random.once(8) ? random.below(2 ** 31) : undefined);
}

/** Our description is JSON in a string of the metadata. */
function changeDescription(header: Record<string, unknown>, random: FuzzRandom): void {
	const metadata = header.__metadata__;
	if (!isObject(metadata) || typeof metadata.triplane !== "string") return;
	const description: unknown = JSON.parse(metadata.triplane);
	metadata.triplane = JSON.stringify(changed(description, random));
}

/** One value somewhere below replaced, removed, or joined by another. */
function changed(value: unknown, random: FuzzRandom): unknown {
	const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
	if (keys.length === 0 || random.once(8)) return random.pick(HOSTILE);
	const key = random.pick(keys);
	if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? changed(item, random) : item));
	const entries = Object.entries(value as object);
	if (random.once(6)) entries.push([random.pick(KEYS), random.pick(HOSTILE)]);
	if (random.once(6)) return Object.fromEntries(entries.filter(([name]) => name !== key));
	if (random.once(6))
		return Object.fromEntries(entries.map(([name, item]) => [name === key ? random.pick(KEYS) : name, item]));
	return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? changed(item, random) : item]));
}

function nested(json: string, random: FuzzRandom): string {
	const levels = random.pick([2, 50, 10_000]);
	return `{"x":${"[".repeat(levels)}${json}${"]".repeat(levels)}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
