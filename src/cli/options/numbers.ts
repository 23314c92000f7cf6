/** Numbers on the command line. Commander shows the messages after the option's name. */

import { InvalidArgumentError } from "@commander-js/extra-typings";

/** Decimal notation only: `Number` would also take "", "0x10" and "Infinity". */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export interface Limits {
	readonly least?: number | undefined;
	readonly most?: number | undefined;
	/** Smaller than any allowed number. */
	readonly above?: number | undefined;
	/** Larger than any allowed number. */
	readonly below?: number | undefined;
}

/** `NaN` for what is no number in decimal notation. */
export function decimalOf(text: string): number {
	return DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
}

/** One finite number. */
export function parseNumber(text: string, limits: Limits = {}): number {
	const value = decimalOf(text);
	if (!Number.isFinite(value)) throw new InvalidArgumentError(`'${text}' is not a finite number.`);
	checkLimits(value, limits);
	return value;
}

/** One whole number. */
export function parseInteger(text: string, limits: Limits = {}): number {
	if (!/^[+-]?\d+$/.test(text.trim())) throw new InvalidArgumentError(`'${text}' is not a whole number.`);
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new InvalidArgumentError(`'${text}' is too large.`);
	checkLimits(value, limits);
	return value;
}

/** Reads whole numbers from `least` to `most`. */
export function whole(least: number, most: number): (text: string) => number {
	return (text) => parseInteger(text, { least, most });
}

/** Reads finite numbers within limits. */
export function numberIn(limits: Limits): (text: string) => number {
	return (text) => parseNumber(text, limits);
}

/** Numbers separated by commas, at least one. */
export function parseNumberList(text: string, limits: Limits & { readonly longest?: number } = {}): number[] {
	const { longest = 10_000 } = limits;
	return splitList(text, longest).map((part) => parseNumber(part, limits));
}

/** Parts separated by commas. */
export function splitList(text: string, longest: number): string[] {
	const parts = text.split(",");
	if (parts.length > longest) throw new InvalidArgumentError(`${parts.length} numbers, but ${longest} is the most.`);
	return parts;
}

/** Three numbers separated by commas. */
export function parseVec3(text: string): readonly [number, number, number] {
	const [x, y, z, ...more] = parseNumberList(text);
	if (x === undefined || y === undefined || z === undefined || more.length > 0) {
		throw new InvalidArgumentError(`'${text}': want three numbers, as in 0,0,0.2.`);
	}
	return [x, y, z];
}

function checkLimits(value: number, { least, most, above, below }: Limits): void {
	const wrong =
		(least !== undefined && value < least) ||
		(most !== undefined && value > most) ||
		(above !== undefined && value <= above) ||
		(below !== undefined && value >= below);
	if (wrong)
		throw new InvalidArgumentError(`${value} is out of range: want ${formatLimits({ least, most, above, below })}.`);
}

function formatLimits({ least, most, above, below }: Limits): string {
	const parts = [
		...(least === undefined ? [] : [`at least ${least}`]),
		...(above === undefined ? [] : [`more than ${above}`]),
		...(most === undefined ? [] : [`at most ${most}`]),
		...(below === undefined ? [] : [`less than ${below}`]),
	];
	return parts.join(" and ");
}
