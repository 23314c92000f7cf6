/** Whether a camera's rays are sampled where the box of a network is. */

import { cameraOfNumbers } from "../../camera/label.ts";
import { imageRays } from "../../camera/projection.ts";
import { crossBox } from "../../tensor/box.ts";
import type { Vec3 } from "../../tensor/vec3.ts";

/** Where a network looks: the cube of its planes, and the part of each ray that is sampled. */
export interface Scene {
	/** Side of the cube about the origin, world units. */
	readonly boxWarp: number;
	/** World units along each ray, or `auto`: where the ray passes through the cube. */
	readonly rayStart: number | "auto";
	readonly rayEnd: number | "auto";
}

/** A camera of a dataset. */
export interface LabelledCamera {
	/** World units. */
	readonly position: Vec3;
	/** 25 numbers. */
	readonly label: readonly number[];
}

/** Of the rays' way through the box, the share that has to lie within the limits. */
const LEAST_SAMPLED = 0.25;
/** Rays of a camera, across and down its image. */
const RAY_PLACES = [1 / 6, 1 / 2, 5 / 6] as const;

/** Whether a camera sees nothing of the box: its rays miss it, or less than a quarter of their way through it is sampled. */
export function missesBox(camera: LabelledCamera, { boxWarp, rayStart, rayEnd }: Scene): boolean {
	const [least, most] = rayStart === "auto" || rayEnd === "auto" ? [0, Number.POSITIVE_INFINITY] : [rayStart, rayEnd];
	let [inside, sampled] = [0, 0];
	for (const { near, far } of crossings(camera, boxWarp)) {
		inside += far - near;
		sampled += Math.max(0, Math.min(far, most) - Math.max(near, least));
	}
	return sampled <= LEAST_SAMPLED * inside;
}

/** Where the rays of a camera pass through the box; those that miss it are left out. */
function crossings(camera: LabelledCamera, boxWarp: number): { readonly near: number; readonly far: number }[] {
	const { origin, through } = imageRays(cameraOfNumbers(camera.label));
	return RAY_PLACES.flatMap((v) => RAY_PLACES.flatMap((u) => crossBox(origin, through(u, v), boxWarp) ?? []));
}

/** Where the camera stands, and where its rays meet the box: the numbers of a finding. */
export function crossingText(camera: LabelledCamera, { boxWarp, rayStart, rayEnd }: Scene): string {
	const found = crossings(camera, boxWarp);
	const stands = `stands at ${pointText(camera.position)}`;
	if (found.length === 0) return `${stands}, and no ray meets the box of side ${boxWarp}`;
	const near = Math.min(...found.map((crossing) => crossing.near));
	const far = Math.max(...found.map((crossing) => crossing.far));
	const limits = rayStart === "auto" || rayEnd === "auto" ? "before the camera" : `from ${rayStart} to ${rayEnd}`;
	const meets = `its rays meet the box of side ${boxWarp} at ${near.toPrecision(4)} to ${far.toPrecision(4)}`;
	return `${stands}: ${meets}, and are sampled ${limits}`;
}

/** To three digits. */
export function pointText(point: Vec3): string {
	return `[${point.map((value) => Number(value.toPrecision(3))).join(", ")}]`;
}
