/**
 * Angles: degrees and radians, and directions as yaw and pitch.
 *
 * The signs are those of the published parameters: positive yaw towards +x, positive pitch towards −y (a camera that looks
 * up from below). Zero is straight ahead along +z.
 */

import { InputError } from "../tensor/errors.ts";
import type { Vec3 } from "../tensor/vec3.ts";

/** Yaw and pitch of a direction; of a camera, that of the line from the pivot to it. */
export interface TrueAngles {
	/** About the vertical axis, (−π, π]. */
	readonly yawRadians: number;
	/** Down from the horizontal plane, [−π/2, π/2]. */
	readonly pitchRadians: number;
}

/** The same in degrees, for people. */
export interface TrueDegrees {
	readonly yaw: number;
	readonly pitch: number;
}

export function radians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}

export function degrees(radians: number): number {
	return (radians * 180) / Math.PI;
}

/** Yaw and pitch given in degrees. */
export function trueAngles(yawDegrees: number, pitchDegrees: number): TrueAngles {
	return { yawRadians: radians(yawDegrees), pitchRadians: radians(pitchDegrees) };
}

/** Yaw and pitch in degrees. */
export function trueDegrees({ yawRadians, pitchRadians }: TrueAngles): TrueDegrees {
	return { yaw: degrees(yawRadians), pitch: degrees(pitchRadians) };
}

/** Yaw and pitch of a direction of any length. */
export function anglesOfDirection([x, y, z]: Vec3): TrueAngles {
	return { yawRadians: Math.atan2(x, z), pitchRadians: Math.atan2(-y, Math.hypot(x, z)) };
}

/** Degrees, from and to. */
export interface AngleRanges {
	readonly yaw: readonly [number, number];
	readonly pitch: readonly [number, number];
}

/** Share of the angles that ranges leave out at each end. */
const LEFT_OUT = 0.05;

/** Where nine tenths of many angles lie, in whole degrees. At least one. */
export function usualAngles(angles: readonly TrueAngles[]): AngleRanges {
	const range = (numbers: number[]): [number, number] => {
		numbers.sort((one, other) => one - other);
		const at = (share: number): number => Math.round(numbers[Math.round(share * (numbers.length - 1))] ?? 0);
		return [at(LEFT_OUT), at(1 - LEFT_OUT)];
	};
	const all = angles.map(trueDegrees);
	return { yaw: range(all.map(({ yaw }) => yaw)), pitch: range(all.map(({ pitch }) => pitch)) };
}

/** The unit vector of yaw and pitch. Throws `InputError` unless they are finite, the pitch in [−π/2, π/2]. */
export function directionOfAngles({ yawRadians, pitchRadians }: TrueAngles): Vec3 {
	if (!(Number.isFinite(yawRadians) && Math.abs(pitchRadians) <= Math.PI / 2)) {
		throw new InputError(
			`true angles: yaw ${yawRadians}, pitch ${pitchRadians} radians; want finite numbers, pitch in [−π/2, π/2]`,
		);
	}
	const level = Math.cos(pitchRadians);
	return [level * Math.sin(yawRadians), -Math.sin(pitchRadians), level * Math.cos(yawRadians)];
}
