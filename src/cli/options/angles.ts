/**
 * Angles on the command line. Published parameters are radians (pitch in name only), true angles are degrees; whoever
 * mixes them up gets the number that was meant, since the picture alone does not show it.
 */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { directionOfAngles, radians, trueAngles } from "../../camera/angles.ts";
import { MOST_TRUE_PITCH_DEGREES, poseOfOrigin } from "../../camera/orbit.ts";
import { parseNumber, splitList } from "./numbers.ts";

/** Options of a command that take degrees, where it has them: advice names no others. */
export interface DegreeOptions {
	readonly yaw?: string | undefined;
	readonly pitch?: string | undefined;
}

/** `--true-yaw` and `--true-pitch`. */
export const TRUE_ANGLE_OPTIONS: DegreeOptions = Object.freeze({ yaw: "--true-yaw", pitch: "--true-pitch" });

export const MOST_ANGLES = 64;
/** Half a turn to each side is all there is. */
const MOST_YAW = Math.PI;
/** Here the published camera stands straight above or below; beyond, it would stay there without a word. */
const MOST_PITCH = Math.PI / 2;
/** For numbers that were rounded, as 3.1416. */
const ROUNDING = 1e-3;

/** One yaw in the published parametrisation. */
export function parseYaw(text: string, instead: DegreeOptions = {}): number {
	const value = parseNumber(text);
	if (Math.abs(value) <= MOST_YAW + ROUNDING) return value;
	const meant = Math.abs(value) <= 360 ? `; ${value}° is ${short(radians(halfTurn(value)))}` : "";
	throw outOfRange(`${value} is out of range: this yaw is in radians, ${span(MOST_YAW)}${meant}`, instead.yaw, value);
}

/** One pitch in the published parametrisation. */
export function parsePitch(text: string, instead: DegreeOptions = {}): number {
	const value = parseNumber(text);
	if (Math.abs(value) <= MOST_PITCH + ROUNDING) return value;
	const meant = Math.abs(value) <= 90 ? `; ${value}° is ${short(pitchAbout(value))}` : "";
	const what = `this pitch is the published parameter, ${span(MOST_PITCH)}`;
	throw outOfRange(`${value} is out of range: ${what}${meant}`, instead.pitch, value);
}

/** The parameter of an angle about the origin, degrees. */
function pitchAbout(value: number): number {
	return poseOfOrigin(directionOfAngles(trueAngles(0, value))).pitch;
}

/** One true yaw about the pivot, degrees. */
export function parseTrueYaw(text: string): number {
	const value = parseNumber(text);
	if (Math.abs(value) <= 180) return value;
	const meant = Math.abs(value) <= 720 ? `; ${value}° is ${short(halfTurn(value))}` : "";
	throw new InvalidArgumentError(`${value} is out of range: want degrees from -180 to 180${meant}.`);
}

/** One true pitch about the pivot, degrees. */
export function parseTruePitch(text: string): number {
	const value = parseNumber(text);
	if (Math.abs(value) <= MOST_TRUE_PITCH_DEGREES) return value;
	const most = MOST_TRUE_PITCH_DEGREES;
	throw new InvalidArgumentError(
		`${value} is out of range: want degrees from -${most} to ${most}; from straight above or below it cannot be told which way is up.`,
	);
}

/** Angles separated by commas, at least one. */
export function parseAngles(text: string, parse: (part: string) => number, longest: number = MOST_ANGLES): number[] {
	return splitList(text, longest).map(parse);
}

/** From one angle to another, both of one kind. */
export function parseAngleRange(text: string, parse: (part: string) => number): readonly [number, number] {
	const [from, to, ...more] = parseAngles(text, parse);
	if (from === undefined || to === undefined || more.length > 0) {
		throw new InvalidArgumentError(`'${text}': want two numbers, as in -1,1.`);
	}
	return [from, to];
}

/** The most that a yaw may be in a file of cameras: from keyframe to keyframe it may go round and round. */
export const MOST_PATH_YAW: number = 2 * MOST_YAW;
export const MOST_PATH_PITCH: number = MOST_PITCH + ROUNDING;

function outOfRange(message: string, option: string | undefined, value: number): InvalidArgumentError {
	const degrees = Math.abs(value) <= 90 && option !== undefined;
	return new InvalidArgumentError(`${message}${degrees ? `, and ${option} ${value} about the pivot` : ""}.`);
}

/** The same direction within half a turn to either side. */
function halfTurn(degrees: number): number {
	const turned = degrees - 360 * Math.round(degrees / 360);
	return turned === -180 ? 180 : turned;
}

function span(most: number): string {
	return `from -${short(most)} to ${short(most)}`;
}

function short(value: number): string {
	return String(Number(value.toFixed(4)));
}
